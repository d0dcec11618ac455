"""Feeds for a feed reader: addresses with a key of one's own in them, which open feeds alone and can be taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mahdar.store import Store
from mahdar.store import Token as Card
from mahdar.web.passwords import new_token
from mahdar.web.sessions import Person, digest_of
from mahdar.web.shell import Fault, keep, page
from mahdar.web.visit import Reader, form_checked, seated

router = APIRouter(tags=["feeds"])
#: So many keys one user may have.
MOST = 20
_OF = r"^((/(story|person)/[A-Za-z0-9_.:-]{1,120}|/stories|/search)\.rss(\?[!$%&'()*+,./0-9:;=?@A-Za-z_~-]{0,1000})?)?$"
Of = Annotated[str, Query(pattern=_OF, description="The feed that is wanted, as a path of this server.")]
Token = Annotated[str, Form(max_length=200)]
Beginning = Annotated[str, Form(pattern=r"^[0-9a-f]{12,64}$")]


@router.get("/feeds", response_class=HTMLResponse, summary="Addresses of feeds for feed readers")
def feeds(request: Request, person: Reader, of: Of = "") -> Response:
    """What a feed reader needs: the address as it is where nobody is named, otherwise a form that makes a key."""
    seated(request)
    return _shown(request, person, of)


@router.post("/feeds/make", response_class=HTMLResponse, summary="Make a key that opens feeds")
def make(request: Request, person: Reader, of: Annotated[str, Form(pattern=_OF)] = "", token: Token = "") -> Response:
    """Makes a key of the user's own, and shows it this once."""
    form_checked(request, token)
    store: Store = request.app.state.store
    if store.desk.user(person.name) is None:
        raise Fault(422, "value")
    if len(_keys(store, person)) >= MOST:
        raise Fault(422, "keys")
    key = new_token("feed")
    store.desk.put_token(digest_of(key), person.name, note=of.partition("?")[0], scope="feeds", by=person.name)
    return _shown(request, person, of, key)


@router.post("/feeds/end", status_code=303, response_class=Response, summary="Take back a key that opens feeds")
def end(request: Request, person: Reader, digest: Beginning, token: Token = "") -> Response:
    """Takes back one of the user's own keys; it opens nothing any more."""
    form_checked(request, token)
    store: Store = request.app.state.store
    for one in _keys(store, person):
        if one.digest.startswith(digest):
            store.desk.remove_token(one.digest, by=person.name)
    return keep(request, RedirectResponse("/feeds", 303), request.state.session)


def _keys(store: Store, person: Person) -> list[Card]:
    return [one for one in store.desk.tokens(person.name) if one.scope == "feeds"]


def _shown(request: Request, person: Person, of: str, key: str = "") -> Response:
    named = bool(request.app.state.named.now())
    own = key or ("" if named else "open")
    address = ""
    if own and of:
        # Behind a server that speaks HTTPS only the browser's word tells of it.
        scheme = "https" if request.headers.get("origin", "").startswith("https://") else request.url.scheme
        address = f"{scheme}://{request.url.netloc}{of}" + (f"{'&' if '?' in of else '?'}key={key}" if key else "")
    response = page(
        request,
        "feeds.html.j2",
        of=of,
        address=address,
        key=key,
        keys=_keys(request.app.state.store, person) if named else [],
    )
    response.headers["cache-control"] = "no-store"
    return response
