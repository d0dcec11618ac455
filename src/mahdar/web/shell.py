"""The shell of every page: templates, the language of the visit, addresses, and errors that say what to do next."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache, partial
from importlib.resources import files
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, JSONResponse, Response

from mahdar import __version__
from mahdar.records.html import _ARABIC, _LATIN
from mahdar.records.labels import counted, date_label, issue_label
from mahdar.records.markup import shown
from mahdar.web.did import did
from mahdar.web.language import LANGUAGES, Language, label, spoken, word
from mahdar.web.sessions import COOKIE, Person, Session, Sessions

LANGUAGE_COOKIE = "mahdar_language"
YEAR = 365 * 24 * 3600
#: How the addresses end that programs ask for.
TWINS = (".json", ".csv", ".rss")


@cache
def _environment() -> Environment:
    loader = PackageLoader("mahdar.web", "pages")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(
        t=label, counted=counted, date=date_label, issue_label=issue_label, shown=shown, bdi=bdi, did=did, seal=seal, version=__version__
    )
    made.filters["path"] = partial(quote, safe="")
    made.filters["figure"] = figure
    return made


def figure(count: int) -> str:
    """A count with its thousands apart, where there are so many that they run together.

    >>> figure(2021), figure(18939)
    ('2021', '18,939')
    """
    return f"{count:,}" if count >= 10_000 else str(count)


def bdi(words: str) -> Markup:
    """Words of an article or a name, isolated so that their direction disturbs nothing beside them."""
    return Markup("<bdi>{}</bdi>").format(shown(words))


def language_of(request: Request) -> Language:
    """The language of a page: what the address asks for, otherwise what was chosen before, otherwise Arabic."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return "en" if asked == "en" else "ar"


def here(request: Request, **changes: object) -> str:
    """The address of this page with some of its query changed; empty values fall away."""
    query = {k: v for k, v in request.query_params.items() if k != "lang" and v}
    query |= {k: str(v) for k, v in changes.items()}
    kept = {k: v for k, v in query.items() if v}
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def twin(request: Request, suffix: str) -> str:
    """The address of this page's twin in another format."""
    path = request.url.path
    kept = urlencode({k: v for k, v in request.query_params.items() if k != "lang" and v})
    return quote((path if path != "/" else "/stories") + suffix) + (f"?{kept}" if kept else "")


def page(request: Request, name: str, *, status: int = 200, **values: object) -> Response:
    """A page in the language of the visit."""
    language = language_of(request)
    session: Session | None = getattr(request.state, "session", None)
    person: Person | None = getattr(request.state, "person", None)
    sessions: Sessions = request.app.state.sessions
    html = (
        _environment()
        .get_template(name)
        .render(
            language=language,
            other=LANGUAGES[1 - LANGUAGES.index(language)],
            direction="rtl" if language == "ar" else "ltr",
            say=lambda key: word(label(key), language),
            here=partial(here, request),
            twin=partial(twin, request),
            path=request.url.path,
            query=request.query_params,
            person=person,
            named=request.app.state.named.now(),
            signed=bool(session and session.user),
            token=sessions.token(session) if session else "",
            **values,
        )
    )
    response = HTMLResponse(spoken(html, language), status_code=status)
    response.headers["cache-control"] = "no-store" if person else "no-cache"
    response.headers["vary"] = "Cookie"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return keep(request, response, session)


def keep(request: Request, response: Response, session: Session | None) -> Response:
    """The answer with the cookie of the session that it opened, if it opened one."""
    if session and getattr(request.state, "fresh", False):
        value = request.app.state.sessions.cookie(session)
        # Behind a server that speaks HTTPS only the browser's word tells of it.
        secure = request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
        response.set_cookie(COOKIE, value, httponly=True, samesite="lax", secure=secure, path="/")
    return response


class Fault(Exception):  # noqa: N818 - a word of the explorer
    """A request that cannot be answered: its status, and the key of what to do next."""

    def __init__(self, status: int, key: str, *, wait: int = 0) -> None:
        super().__init__(key)
        self.status, self.key, self.wait = status, key, wait


def fault(request: Request, status: int, key: str, *, wait: int = 0) -> Response:
    """The answer to a fault, as a page or for programs: what is wrong and what to do next, in both languages."""
    known = status if label(f"error.{status}").ar != str(status) else 400
    what, then = label(f"error.{known}"), label(f"do.{key}")
    headers = {"retry-after": str(wait)} if wait else {}
    asks = request.headers.get("accept", "")
    if request.url.path.endswith(TWINS) or ("json" in asks and "html" not in asks):
        said = {"status": status, "error": {"ar": what.ar, "en": what.en}, "next": {"ar": then.ar, "en": then.en}}
        return JSONResponse({**said}, status_code=status, headers=headers)
    response = page(request, "error.html.j2", status=status, number=status, what=what, then=then)
    response.headers.update(headers)
    return response


@cache
def asset(name: str) -> bytes:
    """A file that every page uses: the explorer's own, the style and typeface of the record page, htmx."""
    if name == "mahdar.css":
        own = files("mahdar.web").joinpath("static", "explorer.css").read_text("utf-8")
        return (_faces() + files("mahdar.records").joinpath("page", "page.css").read_text("utf-8") + own).encode()
    room, folder = ("mahdar.records", "page/fonts") if name.endswith(".woff2") else ("mahdar.web", "static")
    return files(room).joinpath(*folder.split("/"), name).read_bytes()


@cache
def seal(name: str) -> str:
    """A short digest of an asset, so that browsers keep it until it changes."""
    return b64encode(hashlib.sha256(asset(name)).digest()[:9], b"-_").decode()


def _faces() -> str:
    rules = []
    for cut, covers in (("arabic", _ARABIC), ("latin", _LATIN)):
        for weight in (400, 700):
            name = f"ibm-plex-sans-arabic-{cut}-{weight}-normal.woff2"
            rules.append(
                f"@font-face{{font-family:'Plex Arabic';font-weight:{weight};font-display:swap;"
                f"src:url(/static/{name}) format('woff2');unicode-range:{covers}}}\n"
            )
    return "".join(rules)


ASSETS = {
    "mahdar.css": "text/css",
    "explorer.js": "text/javascript",
    "htmx.min.js": "text/javascript",
    "icon.svg": "image/svg+xml",
    **{f"ibm-plex-sans-arabic-{c}-{w}-normal.woff2": "font/woff2" for c in ("arabic", "latin") for w in (400, 700)},
}
