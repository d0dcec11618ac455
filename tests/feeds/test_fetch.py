"""Addresses -> answers: what is asked, how often, and what is made of hosts that are slow, endless or sly."""

from __future__ import annotations

import gzip
import socket
import ssl
import zlib
from collections.abc import Callable
from itertools import pairwise
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from mahdar.errors import InputError
from mahdar.feeds import Fetcher, Limits
from mahdar.feeds.wire import Stopped

QUICK = Limits(connect=1, read=0.6, total=1.5, redirects=3, feed=200_000, page=300_000, delay=0)
PAGE = "<!doctype html><html><body><p>أعلن المتحدث أن اللقاء تأجل.</p></body></html>"


def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.get(url, "page")
    return str(caught.value)


def test_a_page_comes_with_its_validators_and_charset(site, fetcher) -> None:
    site.serve("/a", PAGE, type_="text/html; Charset='Windows-1256'", ETag='"one"', Last_Modified="Sat, 21 Nov 2026 10:00:00 GMT")
    answer = fetcher.get(f"{site.address}/a#part", "page")
    assert (answer.status, answer.body, answer.etag, answer.charset) == (200, PAGE.encode(), '"one"', "windows-1256")
    assert answer.modified == "Sat, 21 Nov 2026 10:00:00 GMT"
    assert answer.url == f"{site.address}/a"


def test_an_earlier_answer_is_asked_for_only_where_it_changed(site, fetcher) -> None:
    def route(request) -> None:
        fresh = request.headers.get("If-None-Match") == '"one"'
        request.reply(b"" if fresh else PAGE, 304 if fresh else 200, ETag='"one"')

    site.routes["/a"] = route
    assert fetcher.get(f"{site.address}/a", "page", etag='"one"', modified="Sat, 21 Nov 2026 10:00:00 GMT").status == 304
    assert site.asked[-1][1]["if-modified-since"] == "Sat, 21 Nov 2026 10:00:00 GMT"


def test_we_say_who_we_are_and_whom_to_write_to(site) -> None:
    site.serve("/a", PAGE)
    Fetcher(limits=QUICK, allow_private=True, contact="desk@news.example").get(f"{site.address}/a", "page")
    agents = {headers["user-agent"] for _, headers, _ in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("mahdar/")
    assert "desk@news.example" in site.asked[0][1]["user-agent"]
    assert "cookie" not in site.asked[-1][1]


def test_packed_answers_are_unpacked(site, fetcher) -> None:
    for path, data, packing in (("/g", gzip.compress(PAGE.encode()), "gzip"), ("/z", zlib.compress(PAGE.encode()), "deflate")):
        site.serve(path, data, Content_Encoding=packing)
        assert fetcher.get(site.address + path, "page").body == PAGE.encode()


@pytest.mark.parametrize(
    ("data", "packing", "said"),
    [
        (gzip.compress(bytes(50_000_000)), "gzip", "longer than 0.3 MB"),
        (gzip.compress(bytes(200_000)) * 9, "gzip", "longer than 0.3 MB"),
        (gzip.compress(PAGE.encode())[:-9], "gzip", "breaks off"),
        (b"no gzip at all", "gzip", "damaged"),
        (gzip.compress(gzip.compress(PAGE.encode())), "gzip, gzip", "not asked for"),
        (PAGE.encode(), "br", "not asked for"),
        (PAGE.encode() * 5000, "identity", "longer than 0.3 MB"),
    ],
    ids=["bomb", "bomb of members", "cut", "no gzip", "twice", "brotli", "too long"],
)
def test_a_body_over_its_limit_or_damaged_is_refused(site, fetcher, data: bytes, packing: str, said: str) -> None:
    site.serve("/a", data, Content_Encoding=packing)
    assert said in reason(fetcher, f"{site.address}/a")


def drip(request) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", "100000")
    request.end_headers()
    while not request.server.over.wait(0.1):
        request.wfile.write(b"x")


def endless(request) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Connection", "close")
    request.end_headers()
    while not request.server.over.is_set():
        request.wfile.write(b"x" * 65536)


def silent(request) -> None:
    request.server.over.wait(5)


def drip_of_headers(request) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while not request.server.over.wait(0.1):
        number += 1
        request.wfile.write(f"X-{number}: 1\r\n".encode())


@pytest.mark.parametrize(
    ("route", "said"), [(drip, "too slow"), (endless, "longer than"), (silent, "too slow"), (drip_of_headers, "too slow")]
)
def test_a_host_that_does_not_come_to_an_end_is_left(site, fetcher, route, said: str) -> None:
    site.routes["/a"] = route
    start = monotonic()
    assert said in reason(fetcher, f"{site.address}/a")
    assert monotonic() - start < 3


def test_a_header_without_end_is_refused(site, fetcher) -> None:
    site.routes["/a"] = lambda request: request.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 3_000_000)
    assert "no HTTP" in reason(fetcher, f"{site.address}/a")


@pytest.mark.parametrize("type_", ["image/png", "video/mp4", "application/pdf", "Application/ZIP; x=1"])
def test_what_is_no_page_is_left_before_it_is_taken(site, fetcher, type_: str) -> None:
    site.serve("/a", b"x" * 10, type_=type_)
    assert "neither a feed nor a page" in reason(fetcher, f"{site.address}/a")


def test_a_redirect_for_good_is_told_and_a_passing_one_is_not(site, fetcher) -> None:
    site.serve("/a", PAGE)
    site.serve("/good", status=301, Location="/better")
    site.serve("/better", status=308, Location=f"{site.address}/a")
    site.serve("/passing", status=302, Location="/better")
    assert fetcher.get(f"{site.address}/good", "page").moved == f"{site.address}/a"
    answer = fetcher.get(f"{site.address}/passing", "page")
    assert (answer.moved, answer.url) == (None, f"{site.address}/a")
    assert fetcher.get(f"{site.address}/a", "page").moved is None


def test_redirects_in_a_ring_come_to_an_end(site, fetcher) -> None:
    site.serve("/a", status=302, Location="/b")
    site.serve("/b", status=302, Location="/a")
    assert "redirects over 3 times" in reason(fetcher, f"{site.address}/a")
    assert len(site.paths()) == 4


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://x.example/", "ftp://x.example/a", "data:text/html,x", "//user:pw@h.example/"]
)
def test_a_redirect_out_of_the_web_is_refused(site, fetcher, target: str) -> None:
    site.serve("/a", status=302, Location=target)
    assert "redirects to" in reason(fetcher, f"{site.address}/a")


def public_names(site, **others: list[str]) -> Callable[[str, int], list[str]]:
    """A resolver for a test: names of its own, `site.example` is the loopback server."""
    return lambda host, _: others.get(host.removesuffix(".example"), ["127.0.0.1"] if host == "127.0.0.1" else [])


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["100.64.0.1"],
        ["::1"],
        ["::ffff:192.168.0.1"],
        ["fd00:ec2::254"],
        ["64:ff9b::7f00:1"],
        ["0.0.0.0"],  # noqa: S104
        ["224.0.0.1"],
        ["93.184.216.34", "127.0.0.1"],
        ["fe80::1%lo"],
        ["168.63.129.16"],
        ["::127.0.0.1"],
        ["2002:7f00:1::"],
        ["255.255.255.255"],
        ["not an address"],
    ],
    ids=lambda a: "+".join(a),
)
def test_a_name_that_leads_inside_is_refused_even_where_a_public_address_stands_beside(site, answers: list[str]) -> None:
    guarded = Fetcher(limits=QUICK, resolver=lambda host, port: answers)
    said = reason(guarded, f"http://news.example:{site.server_address[1]}/a")
    assert "inside this machine or a private network" in said
    assert "--allow-private" in said
    assert site.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "0"])
def test_every_way_to_write_the_loopback_address_is_refused(site, host: str) -> None:
    said = reason(Fetcher(limits=QUICK), f"http://{host}:{site.server_address[1]}/a")
    assert "inside this machine" in said or "no such host" in said
    assert site.asked == []


def test_a_redirect_from_a_public_host_to_a_private_one_is_refused(site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public host is the test's own server: only for that name the loopback address counts as public."""
    import mahdar.feeds.addresses as addresses

    true = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda a: a == "127.0.0.2" or true(a))
    port = site.server_address[1]
    public = Fetcher(limits=QUICK, resolver=lambda host, _: ["127.0.0.2"] if host == "news.example" else ["127.0.0.1"])
    site.serve("/a", status=302, Location=f"http://inside.example:{port}/secret")
    site.serve("/secret", "hidden")
    beside = type(site).__mro__[1](("127.0.0.2", port), site.RequestHandlerClass)
    beside.__dict__.update({k: getattr(site, k) for k in ("routes", "asked", "lock", "open", "most_open", "over")})
    thread = Thread(target=beside.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        assert "127.0.0.1" in reason(public, f"http://news.example:{port}/a")
    finally:
        beside.shutdown()
        beside.server_close()
    assert site.paths() == ["/a"]
    assert site.asked[0][1]["host"] == f"news.example:{port}"


def test_a_name_is_resolved_once_a_request_so_that_a_second_answer_changes_nothing(site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
    site.serve("/a", PAGE)
    given = Fetcher(limits=QUICK, allow_private=True, resolver=lambda host, port: next(answers))
    assert given.get(f"http://rebound.example:{site.server_address[1]}/a", "page").status == 200
    assert list(answers) == []  # one for robots.txt, one for the page


def guarded_lookup(true):
    def lookup(host, *args, **kwargs):
        assert "rebound" not in str(host), "the name was looked up again"
        return true(host, *args, **kwargs)

    return lookup


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "no web address"),
        ("ftp://news.example/a", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("http://", "no web address"),
        ("http://[::1", "no web address"),
        ("nonsense", "no web address"),
        ("http://u:p@news.example/", "user name"),
        ("http://news.example:25/", "port 25"),
        ("http://news.example/" + "a" * 5000, "characters"),
        ("http://nowhere.invalid/", "no such host"),
    ],
)
def test_what_is_no_address_to_ask_is_refused_with_the_reason(url: str, said: str) -> None:
    assert said in reason(Fetcher(limits=QUICK, resolver=lambda host, port: []), url)


def test_robots_are_asked_once_and_kept_to(site, fetcher) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /all\n\nUser-agent: Mahdar\nDisallow: /private\n", type_="text/plain")
    for path in ("/a", "/all", "/private/b"):
        site.serve(path, PAGE)
    assert fetcher.get(f"{site.address}/a", "page").status == 200
    assert fetcher.get(f"{site.address}/all", "page").status == 200
    assert "robots.txt does not allow" in reason(fetcher, f"{site.address}/private/b")
    assert [path for path, _, _ in site.asked] == ["/robots.txt", "/a", "/all"]


@pytest.mark.parametrize(("status", "open_"), [(404, True), (403, True), (500, False), (429, False)])
def test_a_host_without_robots_is_open_and_one_that_fails_is_shut(site, fetcher, status: int, open_: bool) -> None:
    site.serve("/robots.txt", "", status)
    site.serve("/a", PAGE)
    if open_:
        assert fetcher.get(f"{site.address}/a", "page").status == 200
    else:
        assert f"robots.txt answers {status}" in reason(fetcher, f"{site.address}/a")
        assert site.paths() == []


def test_a_robots_file_that_is_a_bomb_of_rules_is_not_read(site, fetcher) -> None:
    agents = "".join(f"User-agent: a{i}\n" for i in range(5000))
    site.serve("/robots.txt", agents + "Disallow: /x\n" * 5000, type_="text/plain")
    start = monotonic()
    assert "more rules than can be read" in reason(fetcher, f"{site.address}/a")
    assert monotonic() - start < 1


def test_one_host_gets_one_request_at_a_time_with_a_pause_between(site) -> None:
    def slow(request) -> None:
        sleep(0.05)
        request.reply(PAGE)

    for number in range(4):
        site.routes[f"/{number}"] = slow
    polite = Fetcher(limits=Limits(delay=0.1), allow_private=True)
    threads = [Thread(target=polite.get, args=(f"{site.address}/{number}", "page")) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [at for _, _, at in site.asked]
    assert site.most_open == 1
    assert min(b - a for a, b in pairwise(times)) >= 0.1


def test_the_pause_that_robots_ask_for_is_kept(site) -> None:
    site.serve("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n", type_="text/plain")
    site.serve("/a", PAGE)
    polite = Fetcher(limits=Limits(delay=0), allow_private=True)
    polite.get(f"{site.address}/a", "page")
    polite.get(f"{site.address}/a", "page")
    times = [at for path, _, at in site.asked if path == "/a"]
    assert times[1] - times[0] >= 0.3


def test_retry_after_is_read_in_seconds(site, fetcher) -> None:
    site.serve("/a", "", 429, Retry_After="120")
    assert fetcher.get(f"{site.address}/a", "page").retry == 120.0


def test_a_stop_ends_a_request_that_is_under_way(site) -> None:
    stop = Event()
    site.routes["/a"] = silent
    waiting = Fetcher(limits=Limits(delay=0), allow_private=True, stop=stop)
    Thread(target=lambda: (sleep(0.3), stop.set()), daemon=True).start()
    start = monotonic()
    with pytest.raises(Stopped):
        waiting.get(f"{site.address}/a", "page")
    assert monotonic() - start < 2


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    start = monotonic()
    hung = Fetcher(limits=QUICK, resolver=lambda host, port: sleep(4) or [])
    assert "too slow" in reason(hung, "http://news.example/a")
    assert monotonic() - start < 3


def test_a_certificate_that_nobody_vouches_for_is_refused(site, fetcher) -> None:
    def no_tls() -> None:
        connection, _ = listener.accept()
        connection.recv(100)
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=no_tls, daemon=True).start()
        said = reason(fetcher, f"https://127.0.0.1:{listener.getsockname()[1]}/a")
    assert "robots.txt" in said
    assert ssl.HAS_SNI
