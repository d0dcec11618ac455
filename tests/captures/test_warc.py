"""WARC archives -> captures."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mahdar.captures import Capture, Slice, captures, cut, slices
from mahdar.errors import InputError

pytest.importorskip("fastwarc")
PAGE = "<html><head><title>خبر</title></head><body><p>قال الوزير إن المباحثات كانت إيجابية في العاصمة.</p></body></html>"


def record(url: str, body: bytes, content_type: str, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-06-17T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_html_responses_become_pages_and_pictures_are_passed_over(tmp_path: Path, packed: bool) -> None:
    parts = [
        record("https://news.example/a", PAGE.encode("cp1256"), "text/html; charset=utf-8"),
        record("https://news.example/logo.png", b"\x89PNG", "image/png"),
    ]
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(gzip.compress(p) if packed else p for p in parts))
    found = list(captures([path]))
    assert [(c.kind, c.row, c.declared.url) for c in found if isinstance(c, Capture)] == [("page", "1", "https://news.example/a")]
    assert isinstance(found[0], Capture)
    assert "المباحثات" in found[0].text


def test_what_is_no_archive_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"nothing of the kind\n" * 10)
    assert [type(x) for x in captures([path])] == [InputError]


def pages(count: int) -> list[bytes]:
    return [record(f"https://news.example/{i}", PAGE.replace("خبر", f"خبر {i}").encode() + b" " * i, "text/html") for i in range(count)]


def pack(parts: list[bytes], packed: bool) -> list[bytes]:
    return [gzip.compress(part) for part in parts] if packed else parts


def told(found: list[Capture | InputError]) -> list[object]:
    return [one.declared.url if isinstance(one, Capture) else (one.row, one.reason.split(" (")[0]) for one in found]


def sliced(path: Path, size: int) -> list[Capture | InputError]:
    return [found for piece in slices([path], size) if isinstance(piece, Slice) for found in cut(piece)]


@pytest.mark.parametrize("size", [1, 2, 4, 100])
@pytest.mark.parametrize("packed", [False, True])
def test_what_follows_a_damaged_record_is_read_and_the_damage_told_once(tmp_path: Path, packed: bool, size: int) -> None:
    parts = pack(pages(7), packed)
    hurt = parts[3].replace(b"Content-Length", b"Content+Length") if not packed else parts[3][:20] + bytes(40) + parts[3][60:]
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join([*parts[:3], hurt, *parts[4:]]))
    found = list(captures([path]))
    assert [one for one in told(found) if isinstance(one, str)] == [f"https://news.example/{i}" for i in (0, 1, 2, 4, 5, 6)]
    assert sum(isinstance(one, InputError) for one in found) == 1
    assert told(sliced(path, size)) == told(found)


@pytest.mark.parametrize("size", [1, 2, 100])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("short", [3, 100, 250, 500])
def test_an_archive_that_breaks_off_says_so_and_half_an_article_is_none(tmp_path: Path, packed: bool, short: int, size: int) -> None:
    parts = pack(pages(4), packed)
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(parts)[: -min(short, len(parts[-1]) - 30)])
    found = told(list(captures([path])))
    assert found[:3] == [f"https://news.example/{i}" for i in range(3)]
    assert [one for one in found[3:] if not isinstance(one, str)], "nothing is said of the last one"
    assert len(found) == 4 or short == 3  # where only the end mark is missing, the page is whole
    assert told(sliced(path, size)) == found


def test_an_archive_packed_as_one_piece_is_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(b"".join(pages(5))))
    assert told(sliced(path, 2)) == told(list(captures([path]))) == [f"https://news.example/{i}" for i in range(5)]


def test_redirects_are_passed_over_and_refusals_told(tmp_path: Path) -> None:
    kinds = ("301 Moved Permanently", "404 Not Found", "200 OK", "503 Service Unavailable")
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(record(f"https://news.example/{kind[:3]}", PAGE.encode(), "text/html", kind) for kind in kinds))
    found = list(captures([path]))
    assert [(one.row, one.reason[:23]) if isinstance(one, InputError) else one.row for one in found] == [
        ("2", "the server answered 404"),
        "3",
        ("4", "the server answered 503"),
    ]
