"""WARC archives -> captures."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mahdar.captures import Capture, captures
from mahdar.errors import InputError

pytest.importorskip("fastwarc")
PAGE = "<html><head><title>خبر</title></head><body><p>قال الوزير إن المباحثات كانت إيجابية في العاصمة.</p></body></html>"


def record(url: str, body: bytes, content_type: str) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
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
