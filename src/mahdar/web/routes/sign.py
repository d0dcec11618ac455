"""Signing in and out."""

from __future__ import annotations

import ipaddress
import logging
import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mahdar.web.sessions import Person, Sessions, Tries
from mahdar.web.shell import Fault, keep, page
from mahdar.web.visit import Doors, form_checked, seated, visitor

log = logging.getLogger("mahdar.web")
router = APIRouter(tags=["sign in"])
Visitor = Annotated[Person | None, Depends(visitor)]
Then = Annotated[str, Query(max_length=2000, alias="next", description="Where to go afterwards; a path of this server.")]


@router.get("/sign-in", response_class=HTMLResponse, summary="The form to sign in with")
def form(request: Request, _person: Visitor, then: Then = "/") -> Response:
    """The form; it belongs to the session that it opens."""
    seated(request)
    return page(request, "sign-in.html.j2", then=inside(then))


@router.post("/sign-in", status_code=303, response_class=Response, summary="Sign in")
def sign_in(
    request: Request,
    _person: Visitor,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1024)],
    token: Annotated[str, Form(max_length=200)],
    then: Annotated[str, Form(max_length=2000, alias="next")] = "/",
) -> Response:
    """Opens a session of its own for whoever knows the password; too many failures make everybody wait."""
    form_checked(request, token)
    tries: Tries = request.app.state.tries
    sessions: Sessions = request.app.state.sessions
    doors: Doors = request.app.state.doors
    address = request.client.host if request.client else ""
    keys = (f"from {crowd(address)}", f"name {name}")
    if wait := tries.wait(*keys):
        raise Fault(429, "wait", wait=wait)
    person = doors.by_password(name, password)
    if person is None:
        tries.failed(*keys)
        _note(request, name, address, waiting=tries.wait(*keys) > 0)
        raise Fault(401, "wrong")
    tries.forget(*keys)
    request.app.state.store.visits.audit("sign in", f"from {address}", by=person.name)
    if request.state.session:
        sessions.close(request.state.session)
    request.state.session, request.state.fresh = sessions.open(person.name), True
    return keep(request, RedirectResponse(inside(then), 303), request.state.session)


@router.post("/sign-out", status_code=303, response_class=Response, summary="Sign out")
def sign_out(request: Request, _person: Visitor, token: Annotated[str, Form(max_length=200)]) -> Response:
    """Ends the session."""
    form_checked(request, token)
    if request.state.session:
        request.app.state.sessions.close(request.state.session)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie("mahdar_session", path="/")
    return response


def _note(request: Request, name: str, address: str, *, waiting: bool) -> None:
    """Writes a failure down, so many of them within a time: whoever hammers at the door must not fill the audit.

    A name that is none of ours is not written: people type their password there.
    """
    noted: Tries = request.app.state.noted
    if noted.wait("all"):
        return
    noted.failed("all")
    doors: Doors = request.app.state.doors
    who = f"as «{name}»" if doors.again(name) else "as nobody we know"
    more = "; further tries have to wait" if waiting else ""
    more += "; further failures are not written down for a while" if noted.wait("all") else ""
    if not request.app.state.store.visits.audit("sign in failed", f"{who} from {address}{more}"):
        log.warning("sign in failed %s from %s%s", who, address, more)


def crowd(address: str) -> str:
    """Whom failures of an address are counted for: of IPv6 the network, since whoever has one address has all of it.

    >>> crowd("2001:db8:1:2:3:4:5:6"), crowd("192.0.2.7"), crowd("::ffff:192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def inside(path: str) -> str:
    """A path of this server; anything that might lead elsewhere becomes the first page.

    >>> inside("/story/x?part=said"), inside("//evil.example/"), inside("https://evil.example/")
    ('/story/x?part=said', '/', '/')
    """
    return path if re.fullmatch(r"/(?![/\\])[^\x00-\x20\\\x7f]*", path) else "/"
