"""Who visits: by session, by token, or by sitting at the machine itself; and what each may do."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated, Protocol

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from msgspec import Struct

from mahdar.store import View
from mahdar.web.sessions import COOKIE, Person, Session, Sessions
from mahdar.web.shell import Fault

_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="The session of somebody who signed in.")
_bearer = HTTPBearer(auto_error=False, description="A token made with `mahdar users token`.")
#: Whoever sits at the machine, where nobody has been named.
LOCAL = Person("local", "editor")


class Doors(Protocol):
    """What tells who may come in."""

    def anyone(self) -> bool:
        """Whether users are named at all."""

    def by_password(self, name: str, password: str) -> Person | None:
        """The user of a name and a password."""

    def by_token(self, token: str) -> Person | None:
        """The user of a token."""

    def by_key(self, key: str) -> Person | None:
        """The user of a key that opens feeds alone."""

    def again(self, name: str) -> Person | None:
        """The user of a name as it stands now."""


class Glance(Struct):
    """A look at something that seldom changes, taken anew after some seconds."""

    look: Callable[[], bool]
    seconds: float = 2.0
    taken: float = float("-inf")
    value: bool = True

    def now(self) -> bool:
        """What was seen."""
        if time.monotonic() - self.taken > self.seconds:
            self.value, self.taken = self.look(), time.monotonic()
        return self.value


def visitor(
    request: Request, _a: Annotated[object, Depends(_cookie)] = None, _b: Annotated[object, Depends(_bearer)] = None
) -> Person | None:
    """Who asks, if known; notes the session and the person for the page. A user who was removed or changed counts at once."""
    sessions: Sessions = request.app.state.sessions
    doors: Doors = request.app.state.doors
    request.state.session = session = sessions.find(request.cookies.get(COOKIE, ""))
    request.state.fresh, request.state.bearer = False, False
    person: Person | None = None
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        person = doors.by_token(secret.strip())
        if person is None:
            raise Fault(401, "sign-in")
        request.state.bearer = True
    elif session and session.user:
        person = doors.again(session.user)
    elif request.app.state.open_here and not request.app.state.named.now():
        person = LOCAL
    elif key := _key(request):
        person = doors.by_key(key)
    request.state.person = person
    return person


def _key(request: Request) -> str:
    """The key in the address of a feed: feed readers can send nothing else."""
    return request.query_params.get("key", "") if request.url.path.endswith(".rss") else ""


def reader(person: Annotated[Person | None, Depends(visitor)]) -> Person:
    """Somebody who may read."""
    if person is None:
        raise Fault(401, "sign-in")
    return person


def editor(person: Annotated[Person, Depends(reader)]) -> Person:
    """Somebody who may decide."""
    if person.role != "editor":
        raise Fault(403, "editor")
    return person


def seated(request: Request) -> Session:
    """The session of this visit, opened where there is none: pages with forms need one."""
    session: Session | None = request.state.session
    if session is None:
        session = request.app.state.sessions.open()
        request.state.session, request.state.fresh = session, True
    return session


def form_checked(request: Request, token: str) -> None:
    """Lets a form pass that was given out to this session; programs with a token of their own need none."""
    if request.state.bearer:
        return
    session: Session | None = request.state.session
    if session is None or not request.app.state.sessions.token_fits(session, token):
        raise Fault(403, "form")


def view_of(request: Request) -> View:
    """The database, to be read."""
    view: View = request.app.state.store.view
    return view


Reader = Annotated[Person, Depends(reader)]
Editor = Annotated[Person, Depends(editor)]
Looking = Annotated[View, Depends(view_of)]
