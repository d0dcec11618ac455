"""Hostile input: every row is refused or harmless, and no row is a fault of the server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
from httpx import Client

from mahdar.web.sessions import COOKIE
from mahdar.web.twins import _cell

from .articles import IMAGE, SCRIPT
from .conftest import TOKENS
from .test_safety import Elements, form_of

TURNED = "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{LEFT-TO-RIGHT ISOLATE}"
DEEP = "(" * 500
#: An address that should be refused or answered as if it were ordinary: what it is, the address, the statuses it may get.
ADDRESSES = [
    ("script in a search", f"/search?q={quote(SCRIPT)}", {200}),
    ("image in a search", f"/search?q={quote(IMAGE)}", {200}),
    ("script in a facet", f"/search?q=x&outlet={quote(SCRIPT)}", {200}),
    ("script in a prefix", f"/people?prefix={quote(SCRIPT)}", {200}),
    ("script in an outlet", f"/outlet?name={quote(SCRIPT)}", {404}),
    ("script in a comparison", "/compare?story={story}&a=" + quote(SCRIPT), {200}),
    ("script in a filter", "/story/{story}?outlet=" + quote(SCRIPT), {200}),
    ("script in an id", f"/story/{quote(SCRIPT, safe='')}", {404, 422}),
    ("script in a language", f"/?lang={quote(SCRIPT)}", {200}),
    ("letters turned round in a search", f"/search?q={quote(TURNED)}", {200}),
    ("letters turned round in an outlet", f"/outlet?name={quote(TURNED)}", {404}),
    ("query words of the index", f"/search?q={quote('a OR b NOT c NEAR(d e) * ^ : { } -')}", {200}),
    ("unclosed mark in a search", f"/search?q={quote(chr(34))}", {200}),
    ("SQL in a search", "/search?q=" + quote("'; DROP TABLE articles; --"), {200}),
    ("SQL in an outlet", "/outlet?name=" + quote("' OR '1'='1"), {404}),
    ("SQL in a day", "/?day=" + quote("2021-01-01' OR '1'='1"), {422}),
    ("pattern in a prefix", "/people?prefix=" + quote("%_%"), {200}),
    ("brackets without end in a search", f"/search?q={quote(DEEP[:300])}", {200}),
    ("search too long", "/search?q=" + "a" * 4000, {422}),
    ("address too long", "/search?q=" + "a" * 9000, {414}),
    ("traversal in a file", "/static/..%2f..%2fpyproject.toml", {404}),
    ("traversal in an article", "/article/..%2f..%2fetc%2fpasswd", {404, 422}),
    ("traversal in a digest", "/raw.txt?digest=../../etc/passwd", {422}),
    ("backslashes in a file", "/static/..%5c..%5csecret", {404}),
    ("null byte in a path", "/story/a%00b", {400}),
    ("null byte in a search", "/search?q=a%00b", {400}),
    ("line break in a language", "/?lang=en%0d%0aset-cookie:x=1", {200, 400}),
    ("line break in a path", "/story/a%0d%0ax-owned:%201", {400}),
    ("line break in where to go next", "/sign-in?next=/%0d%0ax-owned:%201", {200, 400}),
    ("elsewhere as where to go next", "/sign-in?next=https://evil.example/", {200}),
    ("elsewhere without a scheme", "/sign-in?next=//evil.example/", {200}),
    ("page nought", "/?page=0", {422}),
    ("page below nought", "/?page=-1", {422}),
    ("page beyond counting", "/?page=99999999999999999999", {422}),
    ("page that is no number", "/?page=1e9", {422}),
    ("day that is none", "/?day=2021-02-31", {422}),
    ("day of the year nought", "/?day=0000-01-01", {422}),
    ("last day of the calendar", "/?day=9999-12-31", {200}),
    ("first day of the calendar", "/?day=0001-01-01", {200}),
    ("stretch beyond the text", "/article/{harm}?at=999999999-1", {200}),
    ("stretch below nought", "/article/{harm}?at=-5-5", {422}),
    ("part that is none", "/story/{story}?part=__class__", {422}),
    ("line that is none", "/story/{story}?part=said&line=" + quote("' onload="), {422}),
    ("id of five thousand letters", "/story/" + "a" * 5000, {422}),
    ("half of a character", "/search?q=%ed%a0%80", {200}),
    ("bytes that are no text", "/search?q=%ff%fe%c0%80", {200}),
    ("a thousand parameters", "/?" + "&".join(f"a{n}=1" for n in range(1000)), {200}),
    ("one parameter many times", "/?" + "day=2021-06-16&" * 100, {200}),
    ("day of a story that is none", "/story/{story}?since=2021-02-31", {422}),
    ("days of a story turned round", "/story/{story}?since=2021-12-31&until=2021-01-01", {200}),
    ("last day of the calendar for a story", "/story/{story}?until=9999-12-31&since=0001-01-01", {200}),
    ("kind of name that is none", f"/people?kind={quote(SCRIPT)}", {422}),
    ("script in the feed of a search", f"/search.rss?q={quote(SCRIPT)}", {200}),
    ("end of a text in the feed of a search", f"/search.rss?q={quote(']]>&x;')}", {200}),
    ("script in the feed of stories", f"/stories.rss?outlet={quote(SCRIPT)}", {200}),
    ("a feed elsewhere to be given a key", "/feeds?of=" + quote("https://evil.example/story/x.rss"), {422}),
    ("a feed without a scheme to be given a key", "/feeds?of=" + quote("//evil.example/story/x.rss"), {422}),
    ("a page to be given a key", "/feeds?of=" + quote("/desk/audit.json"), {422}),
    ("script in a feed to be given a key", "/feeds?of=" + quote("/story/x.rss?" + SCRIPT), {422}),
    ("line break in a feed to be given a key", "/feeds?of=/story/x.rss%0d%0ax-owned:%201", {400, 422}),
    ("phrase without end in a search", "/search?q=" + quote(chr(34) + "ال " * 90), {200}),
    ("vowel signs alone in a search", "/search?q=" + quote("\N{ARABIC FATHA}" * 250), {200}),
    ("invisible letters in a search", "/search?q=" + quote("\N{ZERO WIDTH NON-JOINER}\N{RIGHT-TO-LEFT MARK}" * 100), {200}),
    ("template words", f"/search?q={quote('{{7*7}}${7*7}<%=7*7%>')}", {200}),
]


@pytest.mark.parametrize(("path", "statuses"), [row[1:] for row in ADDRESSES], ids=[row[0] for row in ADDRESSES])
def test_a_hostile_address_is_refused_or_harmless(client: Client, path: str, statuses: set[int], story: str, harm: str) -> None:
    answer = client.get(path.replace("{story}", story).replace("{harm}", harm))
    assert answer.status_code in statuses
    assert "x-owned" not in answer.headers
    assert "x=1" not in answer.headers.get("set-cookie", "")
    assert "evil.example" not in answer.headers.get("location", "")
    if answer.headers["content-type"].startswith("text/html"):
        found = Elements()
        found.feed(answer.text)
        assert found.inline == []
        assert all(src.startswith("/static/") for src in found.scripts)
        assert 'value="//evil' not in answer.text
        assert 'value="https://evil' not in answer.text


#: A page of a story, person, outlet or article that holds what means harm.
@pytest.mark.parametrize(
    "path", ["/", "/outlets", "/people", "/article/{harm}", "/story/{own}", "/story/{own}?part=said", "/search?q=السفن", "/desk"]
)
def test_a_page_that_means_harm_is_shown_as_text(client: Client, path: str, harm: str) -> None:
    own = client.get(f"/article/{harm}.json").json()["articles"][0]["story"]
    for language in ("ar", "en"):
        page = client.get(path.replace("{harm}", harm).replace("{own}", own), headers={"cookie": f"mahdar_language={language}"})
        assert page.status_code == 200
        found = Elements()
        found.feed(page.text)
        assert found.inline == []
        assert all(src.startswith("/static/") for src in found.scripts)
        assert "<img src=x" not in page.text


def test_the_harm_is_there_to_be_read(client: Client, harm: str) -> None:
    """Otherwise the tests above would hold for want of harm."""
    page = client.get(f"/article/{harm}").text
    assert "&lt;script&gt;document.title" in page
    assert "javascript:" not in page


def test_what_a_spreadsheet_would_run_is_plain_words(client: Client) -> None:
    assert [_cell(words) for words in ("=1+1", "+x", "-x", "@x", "\tx", "-12", "+3.5", "نص")] == [
        "'=1+1",
        "'+x",
        "'-x",
        "'@x",
        "'\tx",
        "-12",
        "+3.5",
        "نص",
    ]


#: A POST that should be refused: what it is, headers to add, form to change, the status.
POSTS = [
    ("no token", {}, {"token": ""}, {403}),
    ("token of nobody", {}, {"token": "0" * 64}, {403}),
    ("token that is no figure", {}, {"token": "é\ud800".encode("utf-8", "replace").decode()}, {403}),
    ("from another site", {"origin": "https://evil.example"}, {}, {403}),
    ("from nowhere", {"origin": "null"}, {}, {403}),
    ("from another port", {"origin": "http://127.0.0.1:1"}, {}, {403}),
    ("from another site, as the browser says", {"sec-fetch-site": "cross-site"}, {}, {403}),
    ("from a neighbour site", {"sec-fetch-site": "same-site"}, {}, {403}),
    ("an origin that is no address", {"origin": "http://["}, {}, {403}),
    ("another name of the server", {"host": "evil.example"}, {}, {421}),
    ("ruling that is none", {}, {"ruling": "both"}, {422}),
    ("one name alone", {}, {"b": ""}, {422}),
    ("the same name twice", {}, {"b": "بوتين"}, {422}),
    ("names of blanks", {}, {"a": "  ", "b": " \t"}, {422}),
    ("name of a thousand letters", {}, {"a": "ا" * 1000}, {422}),
    ("body too large", {}, {"note": "x" * 400_000}, {413}),
    ("body said to be endless", {"content-length": "99999999999"}, {}, {400, 413}),
    ("another kind of body", {"content-type": "application/json"}, {}, {422}),
]


@pytest.mark.parametrize(("headers", "change", "statuses"), [row[1:] for row in POSTS], ids=[row[0] for row in POSTS])
def test_a_forged_form_changes_nothing(client: Client, headers: dict[str, str], change: dict[str, str], statuses: set[int]) -> None:
    before = client.get("/desk/decisions.json").json()["total"]
    given = {"a": "بوتين", "b": "بايدن", "ruling": "same", "note": "", "token": form_of(client.get("/desk")), **change}
    if "content-length" in headers:
        assert (
            int(_raw(client, b"POST /desk/decide HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n").split()[1])
            in statuses
        )
    else:
        assert client.post("/desk/decide", data=given, headers=headers).status_code in statuses
    assert client.get("/desk/decisions.json").json()["total"] == before


def test_a_body_that_grows_beyond_its_word_is_cut_off(client: Client) -> None:
    """Sent in pieces, without a length."""

    def pieces() -> Iterator[bytes]:
        yield b"a="
        for _ in range(40):
            yield b"x" * 16384

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/desk/decide", content=pieces(), headers=form).status_code in (400, 413)


#: Keys of feeds that open nothing.
KEYS = [
    ("empty", ""),
    ("forged", "feed_" + "A" * 43),
    ("SQL", "' OR '1'='1"),
    ("a token for programs", TOKENS["adam"]),
    ("very long", "a" * 6000),
    ("half of a character", "%ed%a0%80"),
]


@pytest.mark.parametrize("key", [row[1] for row in KEYS], ids=[row[0] for row in KEYS])
def test_a_forged_key_opens_no_feed(outside: Client, key: str, story: str) -> None:
    assert outside.get(f"/story/{story}.rss?key={key}").status_code == 401


#: Cookies that open nothing.
COOKIES = [
    ("empty", ""),
    ("of the right length", "A" * 43),
    ("forged", "admin.0000000000000000"),
    ("without a sign", "admin"),
    ("with letters beyond ASCII", "\xe9.\xe9"),
    ("very long", "a" * 3000 + ".b"),
    ("pickled", "gASVBQAAAAAAAABLAS4="),
]


@pytest.mark.parametrize("cookie", [row[1] for row in COOKIES], ids=[row[0] for row in COOKIES])
def test_a_forged_cookie_opens_nothing(outside: Client, cookie: str) -> None:
    answer = outside.get("/stories.json", headers={"cookie": f"{COOKIE}={cookie}".encode("latin-1")})
    assert answer.status_code == 401


#: Raw requests that no ordinary client sends.
RAW = [
    ("no host", b"GET / HTTP/1.1\r\n\r\n", {400, 421}),
    ("two hosts", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", {400, 421}),
    ("host of another", b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", {421}),
    ("host with a user", b"GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n", {400, 421}),
    ("host that only begins like ours", b"GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\n\r\n", {421}),
    ("traversal unescaped", b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {404}),
    ("whole address as path", b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {400, 404}),
    ("method that is none", b"FOO / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {403, 405}),
    ("TRACE", b"TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", {403, 405}),
    ("length below nought", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", {400, 413}),
    ("two lengths", b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", {400}),
    ("header of a hundred thousand letters", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", {400, 431}),
    ("control characters in a header", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n", {400}),
    ("not HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", {400}),
]


@pytest.mark.parametrize(("sent", "statuses"), [row[1:] for row in RAW], ids=[row[0] for row in RAW])
def test_a_request_out_of_order_is_refused(client: Client, sent: bytes, statuses: set[int]) -> None:
    answer = _raw(client, sent)
    assert int(answer.split()[1]) in statuses
    assert client.get("/sign-in").status_code == 200


def _raw(client: Client, sent: bytes) -> bytes:
    at = urlsplit(str(client.base_url))
    assert at.hostname
    assert at.port
    with socket.create_connection((at.hostname, at.port), timeout=10) as line:
        line.sendall(sent)
        return line.recv(65536)
