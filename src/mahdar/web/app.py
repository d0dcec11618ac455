"""The explorer as one application: the gate, the doors, the pages, and what it says of itself to programs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, cast
from urllib.parse import urlencode

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from msgspec import Struct
from starlette.exceptions import HTTPException as Raised
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Scope

from mahdar import __version__
from mahdar.errors import StoreError
from mahdar.store import Store, Writer
from mahdar.web.guard import HEADERS, Guard, Limits, Refused
from mahdar.web.passwords import StoreDoors
from mahdar.web.routes import articles, clashes, compare, desk, keys, outlets, people, search, sign, stories, story, watched
from mahdar.web.sessions import Sessions, Tries
from mahdar.web.shell import ASSETS, TWINS, YEAR, Fault, asset, fault
from mahdar.web.twins import nouns
from mahdar.web.visit import Glance, reader

log = logging.getLogger("mahdar.web")
ROUTERS = (stories, clashes, people, outlets, watched, search, compare, desk, articles, story, keys)
#: So many failures to sign in are written down within the time in which they are counted, whoever fails.
NOTED = 60


class Options(Struct, frozen=True):
    """How the explorer is served.

    `open_here` lets whoever sits at the machine in as long as no user is named; `hosts` are the names it may be called by
    besides figures and localhost.
    """

    open_here: bool = True
    hosts: frozenset[str] = frozenset()
    limits: Limits = Limits()
    tries: int = 5
    tagger: bool = True


def application(store: Store, options: Options | None = None) -> FastAPI:
    """The explorer of one database."""
    chosen = options or Options()
    app = FastAPI(title="Mahdar", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store = store
    app.state.doors = doors = StoreDoors(store.desk)
    app.state.named = Glance(doors.anyone)
    app.state.open_here = chosen.open_here
    app.state.sessions = Sessions(store.visits)
    app.state.tries, app.state.noted = Tries(most=chosen.tries), Tries(most=NOTED)
    app.state.writing = Lock()
    app.state.writer = _once(partial(store.writer, tagger=chosen.tagger))
    for room in ROUTERS:
        app.include_router(room.router, dependencies=[Depends(reader)])
    app.include_router(sign.router)
    _assets(app)
    _faults(app)
    app.add_middleware(cast("Any", Guard), names=chosen.hosts, limits=chosen.limits, refusal=_refusal(app))
    return app


def _once(make: Callable[[], Writer]) -> Callable[[], Writer]:
    """A writer, made when it is first needed; whoever calls holds the lock."""
    made: list[Writer] = []

    def writer() -> Writer:
        if not made:
            made.append(make())
        return made[0]

    return writer


def _assets(app: FastAPI) -> None:
    """Style, scripts, typefaces, and the description of the pages for programs: all that needs no sign-in."""

    def static(name: str) -> Response:
        if name not in ASSETS:
            raise HTTPException(404)
        return Response(asset(name), media_type=ASSETS[name], headers={"cache-control": f"public, max-age={YEAR}, immutable"})

    def described() -> Response:
        return JSONResponse(_described(app))

    app.add_api_route("/static/{name}", static, include_in_schema=False, response_class=Response)
    app.add_api_route("/docs/openapi.json", described, include_in_schema=False, response_class=Response)


def _described(app: FastAPI) -> dict[str, object]:
    """The pages as OpenAPI, with the nouns of their answers and the errors that any of them may give."""
    if app.openapi_schema:
        return cast("dict[str, object]", app.openapi_schema)
    made = get_openapi(title=app.title, version=app.version, description=__doc__, routes=app.routes)
    made.setdefault("components", {}).setdefault("schemas", {}).update(nouns())
    errors = {str(n): {"description": what} for n, what in ERRORS.items()}
    for path in made["paths"].values():
        for operation in path.values():
            operation["responses"] = {**errors, **operation["responses"], "422": {"description": "A value is not valid"}}
    app.openapi_schema = made
    return made


ERRORS = {
    400: "Not understood",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not here",
    413: "Too large",
    414: "Address too long",
    421: "Unknown server name",
    429: "Too many tries",
    503: "No answer just now",
}


def _faults(app: FastAPI) -> None:
    """What becomes of everything that goes wrong: a page, or JSON, that says what to do next."""

    @app.exception_handler(Fault)
    def known(request: Request, error: Fault) -> Response:
        html = "html" in request.headers.get("accept", "") and request.method == "GET"
        if error.status == 401 and error.key == "sign-in" and html and not request.url.path.endswith(TWINS):
            then = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?{urlencode({'next': then[:1500]})}", 303)  # no host: a server before us may speak HTTPS
        return fault(request, error.status, error.key, wait=error.wait)

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:
        return fault(request, error.status, error.key)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return fault(request, 422, "value")

    @app.exception_handler(Raised)
    def raised(request: Request, error: Raised) -> Response:
        key = {404: "missing", 405: "method", 413: "body"}.get(error.status_code, "value")
        return fault(request, error.status_code, key)

    @app.exception_handler(StoreError)
    def store(request: Request, error: StoreError) -> Response:
        log.warning("%s %s: %s", request.method, request.url.path, error)
        return fault(request, 404, "missing") if error.why == "absent" else fault(request, 503, "store")

    @app.exception_handler(Exception)
    def unknown(request: Request, error: Exception) -> Response:
        log.error("%s %s", request.method, request.url.path, exc_info=error)
        response = fault(request, 500, "fault")
        response.headers.update({name.decode(): value.decode() for name, value in HEADERS})  # it is answered outside the gate
        return response


def _refusal(app: FastAPI) -> Callable[[Scope, Refused], ASGIApp]:
    """The page of a refusal at the gate."""

    def refusal(scope: Scope, error: Refused) -> ASGIApp:
        scope["app"] = app
        return fault(Request(scope), error.status, error.key)

    return refusal
