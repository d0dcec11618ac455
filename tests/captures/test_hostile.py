"""Input made to harm: each is refused in words or harmless, in bounded time and memory, and what lies beside it is read."""

from __future__ import annotations

import gzip
import json
import os
import socket
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, Slice, captures, received, slices
from mahdar.captures.capture import Declared
from mahdar.errors import InputError
from mahdar.spans import content_id

TEXT = "أكد الوزير أن المباحثات التي جرت في العاصمة كانت إيجابية.\n\nوقال إن الاتفاق سيوقع قريبا.\n"
PARAGRAPH = f"<p>{TEXT * 3}</p>"
SECONDS = 4.0
MIB = 1 << 20
DEEP = "x" * 40

Make = Callable[[Path], object]


def html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def bytes_of(name: str, data: bytes | str) -> Make:
    return lambda folder: (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def response(body: bytes, *headers: str, uri: str = "http://news.example/a") -> bytes:
    http = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers]).encode() + b"\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http;msgtype=response\r\n"
    return head.encode() + f"Content-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"


def zip_of(*names: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, bytes(5 * MIB))
    return data.getvalue()


def sparse(name: str, size: int, head: bytes = b"") -> Make:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(size)

    return make


def long_line(name: str, size: int, head: bytes = b"", then: bytes = b"") -> Make:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(head)
            for _ in range(size // MIB):
                file.write(b"x" * MIB)
            file.write(then)

    return make


def deep_folders(folder: Path) -> None:
    """Folders so deep that no path is long enough to name the last."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(110):
        os.mkdir(DEEP, dir_fd=here)
        below = os.open(DEEP, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def ring(folder: Path) -> None:
    (folder / "h").mkdir()
    (folder / "h" / "up").symlink_to(folder)
    (folder / "h.txt").symlink_to(folder / "h2.txt")
    (folder / "h2.txt").symlink_to(folder / "h.txt")


def listening(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        before = Path.cwd()
        os.chdir(folder)
        try:
            one.bind("h.txt")
        finally:
            os.chdir(before)


ROW = json.dumps({"id": "x", "text": TEXT}, ensure_ascii=False)
BOMB = "<!DOCTYPE x [<!ENTITY a 'ها'>" + "".join(f"<!ENTITY {c} '{f'&{b};' * 10}'>" for b, c in zip("abcdefg", "bcdefgh", strict=True))

# A name, what makes the file in an empty folder, and the words of the refusal; no words where it is harmless.
CASES: list[tuple[str, Make, str | None]] = [
    ("zip bomb named text", bytes_of("h.txt", zip_of("a.txt", "b.txt")), "ZIP"),
    ("zip with traversal", bytes_of("h.html", zip_of("../../etc/passwd", "/etc/shadow", "a\\..\\b")), "ZIP"),
    ("gzip bomb named text", bytes_of("h.txt", gzip.compress(bytes(20 * MIB))), "gzip"),
    ("gzip bomb named page", bytes_of("h.html", gzip.compress(bytes(20 * MIB))), "gzip"),
    ("bzip2 named text", bytes_of("h.txt", b"BZh91AY&SY" + os.urandom(500)), "text"),
    ("gzip named rows", bytes_of("h.jsonl", gzip.compress(ROW.encode() * 1000)), "row"),
    ("warc bomb of zeros", bytes_of("h.warc.gz", gzip.compress(response(bytes(60 * MIB)), 1)), "longer than 24 MB"),
    ("warc payload bomb", bytes_of("h.warc", response(gzip.compress(bytes(60 * MIB)), "Content-Encoding: gzip")), "longer than 24 MB"),
    ("warc header bomb", bytes_of("h.warc", b"WARC/1.0\r\nX: " + b"y" * 20 * MIB + b"\r\n\r\n"), "breaks off"),
    ("warc of headers", bytes_of("h.warc", b"WARC/1.0\r\n" + b"X: y\r\n" * 500_000 + b"\r\n"), "archive"),
    ("warc length lie", bytes_of("h.warc", response(html(PARAGRAPH)).replace(b"Content-Length: ", b"Content-Length: 9999")), "breaks off"),
    ("warc negative length", bytes_of("h.warc", response(html(PARAGRAPH)).replace(b"Content-Length: ", b"Content-Length: -")), "archive"),
    ("warc vast length", bytes_of("h.warc", response(b"x").replace(b"Content-Length: ", b"Content-Length: 9" + b"9" * 30)), "archive"),
    ("warc not gzip", bytes_of("h.warc.gz", os.urandom(5000)), "archive"),
    ("warc chunk lie", bytes_of("h.warc", response(html(PARAGRAPH), "Transfer-Encoding: chunked")), None),
    ("warc chunk overrun", bytes_of("h.warc", response(b"ffffffff\r\n" + html(PARAGRAPH), "Transfer-Encoding: chunked")), None),
    ("warc gzip lie", bytes_of("h.warc", response(html(PARAGRAPH), "Content-Encoding: gzip")), None),
    ("warc script address", bytes_of("h.warc", response(html(PARAGRAPH), uri="javascript:alert(1)")), None),
    ("warc traversal address", bytes_of("h.warc", response(html(PARAGRAPH), uri="file:///../../etc/passwd")), None),
    ("xml bomb", bytes_of("h.txt", BOMB + "]><x>&h;</x>"), "XML file"),
    ("xml bomb as page", bytes_of("h.html", f"<?xml version='1.0'?>{BOMB}]><html><body>&h;{PARAGRAPH}</body></html>"), "XML file"),
    (
        "external entity as page",
        bytes_of("h.html", f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>&x;</p>{PARAGRAPH}"),
        None,
    ),
    ("deep divs", bytes_of("h.html", html("<div>" * 15_000 + PARAGRAPH)), None),
    ("100,000 nested tags", bytes_of("h.html", html("<div>" * 100_000 + PARAGRAPH)), "tags"),
    ("deep tables", bytes_of("h.html", html("<table><tr><td>" * 3_000 + PARAGRAPH)), None),
    ("deep formatting", bytes_of("h.html", html("<b><i><font>" * 20_000 + PARAGRAPH)), None),
    ("many paragraphs", bytes_of("h.html", html("<p>ا" * 2_500 + PARAGRAPH)), None),
    ("many tags", bytes_of("h.html", html("<p>" * 2_000_000)), "tags"),
    ("many attributes", bytes_of("h.html", html(f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>{PARAGRAPH}")), "attributes"),
    ("attributes behind a bracket", bytes_of("h.html", html("<p " + "a< " * 9_000 + f">{PARAGRAPH}")), "attributes"),
    ("open quotes", bytes_of("h.html", html('<p a="' * 20_000 + "<p a='" * 20_000 + PARAGRAPH)), "attributes"),
    ("open comments", bytes_of("h.html", html(PARAGRAPH + "<!--" * 40_000)), None),
    ("open scripts", bytes_of("h.html", html(PARAGRAPH + "<script>" * 40_000)), None),
    ("huge attribute", bytes_of("h.html", html(f"<p title='{'x' * 8_000_000}'>{PARAGRAPH}")), None),
    ("huge page", sparse("h.html", 400 * MIB, b"<html>"), "the most that one article"),
    ("sparse terabyte", sparse("h.txt", 1 << 40), "the most that one article"),
    ("200 MB line", long_line("h.txt", 200 * MIB), "200 MB"),
    ("200 MB line of rows", long_line("h.jsonl", 200 * MIB, then=b"\n" + ROW.encode()), "longer than 4 MB"),
    ("200 MB line of a table", long_line("h.csv", 200 * MIB, b"id,text\n1,"), "longer than 4 MB"),
    ("json depth", bytes_of("h.jsonl", '{"text": ' + "[" * 200_000 + "\n" + ROW), "not JSON"),
    ("json digits", bytes_of("h.jsonl", '{"text": "خبر", "id": ' + "9" * 100_000 + "}\n" + ROW), "not JSON"),
    ("json of another shape", bytes_of("h.jsonl", '{"text": {"$ref": "/"}}\n[1]\n"x"\nnull\n' + ROW), "row"),
    (
        "json half characters",
        bytes_of("h.jsonl", '{"text": "خبر \\ud800", "id": "\\udfff", "title": "\\ud800", "outlet": "\\ud83d"}'),
        None,
    ),
    ("json NUL", bytes_of("h.jsonl", '{"text": "خبر \\u0000 جديد", "id": "a\\u0000b\\u001b[2J"}'), None),
    ("json id that is a text", bytes_of("h.jsonl", json.dumps({"text": TEXT, "id": "x" * 100_000})), None),
    ("json id of traversal", bytes_of("h.jsonl", json.dumps({"text": TEXT, "id": "../../../etc/passwd"})), None),
    ("json script address", bytes_of("h.jsonl", json.dumps({"text": TEXT, "url": "java\tscript:alert(1)"})), "no web address"),
    ("json long title", bytes_of("h.jsonl", json.dumps({"text": TEXT, "title": "x" * 100_000})), "longer than 2,000"),
    ("rows in windows-1256", bytes_of("h.jsonl", ROW.encode("cp1256")), "UTF-8"),
    ("csv of a million columns", bytes_of("h.csv", "text" + ",x" * 1_000_000 + "\n" + "a" + ",b" * 1_000_000), "1,000,001 columns"),
    ("csv row of a million cells", bytes_of("h.csv", f'id,text\n1,"{TEXT}"{",x" * 1_000_000}\n'), None),
    ("csv open quote", bytes_of("h.csv", f'id,text\n1,"{TEXT}"\n2,"' + f"{TEXT}\n" * 60_000), "quotation mark"),
    ("csv of bytes", bytes_of("h.csv", b"id,text\n" + bytes(range(256)) * 50), "text"),
    ("csv NUL", bytes_of("h.csv", f"id,text\n1,{TEXT.splitlines()[0]}\n2,\x00\n"), "text"),
    ("csv formula", bytes_of("h.csv", "id,text\n=cmd|' /C calc'!A0,خبر قصير\n"), None),
    ("csv without text", bytes_of("h.csv", "a,b\n1,2\n"), "column called `text`"),
    ("bytes of no encoding", bytes_of("h.txt", b"\xff\xfe\xfd" + TEXT.encode() + b"\x81\x8d" * 50), "text"),
    ("half characters in UTF-8", bytes_of("h.txt", TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode()), "UTF-8"),
    ("overlong UTF-8", bytes_of("h.txt", TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf" + TEXT.encode()), "UTF-8"),
    ("half a page", bytes_of("h.html", html(PARAGRAPH)[:-80] + b"\xd8"), None),
    ("NUL bytes", bytes_of("h.txt", TEXT.encode() + bytes(1000)), "binary"),
    ("NUL bytes in a page", bytes_of("h.html", html(PARAGRAPH) + bytes(10)), "binary"),
    ("UTF-32", bytes_of("h.txt", TEXT.encode("utf-32")), None),
    ("UTF-7", bytes_of("h.html", b"<html><meta charset=utf-7><p>+ADw-script+AD4-</p></html>"), None),
    ("odd charset", bytes_of("h.html", html(PARAGRAPH, "<meta charset='../../x\\0'>")), None),
    ("device", lambda f: (f / "h.txt").symlink_to("/dev/zero"), "device"),
    ("endless random", lambda f: (f / "h.jsonl").symlink_to("/dev/urandom"), "device"),
    ("pipe", lambda f: os.mkfifo(f / "h.txt"), "pipe"),
    ("pipe as archive", lambda f: os.mkfifo(f / "h.warc.gz"), "pipe"),
    ("pipe as table", lambda f: os.mkfifo(f / "h.csv"), "pipe"),
    ("socket", listening, "socket"),
    ("link in a ring", ring, "ring"),
    ("link to nothing", lambda f: (f / "h.txt").symlink_to(f / "none"), "nowhere"),
    ("file without leave", lambda f: (bytes_of("h.txt", TEXT)(f), (f / "h.txt").chmod(0)), "|cannot be opened"),
    ("name with a line and colours", bytes_of("h\n\x1b[31m.txt", TEXT), None),
    ("name in no encoding", lambda f: Path(os.fsdecode(os.fsencode(f) + b"/h\xff.txt")).write_text(TEXT, "utf-8"), None),
    ("name that turns the line", bytes_of("h\N{RIGHT-TO-LEFT OVERRIDE}txt.exe.txt", TEXT), None),
    ("description as pipe", lambda f: (bytes_of("h.txt", TEXT)(f), os.mkfifo(f / "h.meta.json")), None),
    ("description of a gigabyte", lambda f: (bytes_of("h.txt", TEXT)(f), sparse("h.meta.json", 1 << 30)(f)), "longer than 1 MB"),
    ("description of depth", lambda f: (bytes_of("h.txt", TEXT)(f), bytes_of("h.meta.json", "[" * 200_000)(f)), "not JSON"),
    (
        "description with script",
        lambda f: (bytes_of("h.txt", TEXT)(f), bytes_of("h.meta.json", '{"url": "javascript:x"}')(f)),
        "no web address",
    ),
]


@pytest.mark.parametrize(("make", "said"), [pytest.param(make, said, id=name) for name, make, said in CASES])
def test_hostile_input_is_refused_in_words_or_harmless_and_the_rest_is_read(tmp_path: Path, make: Make, said: str | None) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder)
    (tmp_path / "z.txt").write_text(TEXT, "utf-8")
    given = [p for p in sorted(folder.iterdir()) if not p.name.endswith(".meta.json") and not p.is_dir()]
    start = process_time()
    found = list(captures([*given, tmp_path / "z.txt"]))
    refused = [e for e in found if isinstance(e, InputError)]
    assert isinstance(found[-1], Capture)  # what lies beside it
    assert found[-1].file == "z.txt"
    if said is None:
        assert not refused, refused[0]
        assert len(found) > 1
    elif not said.startswith("|") or os.geteuid():
        assert any(word in str(e) for e in refused for word in said.lstrip("|").split("|")), [*map(str, refused)]
    for one in found:
        if isinstance(one, Capture):
            harmless(one)
    assert process_time() - start < SECONDS


def harmless(one: Capture) -> None:
    """What was let in can be read, named, shown and written."""
    assert one.row is None or (one.row.isprintable() and len(one.row) <= 500)
    assert one.file.encode("utf-8")
    assert "\n" not in one.file
    assert "\x1b" not in one.file
    assert (one.declared.url or "http").startswith("http")
    content_id("article", one.file, one.row, one.sha256)
    with suppress(InputError):
        article(one).text.encode("utf-8")


def test_at_least_sixty_kinds_of_harm_are_tried() -> None:
    assert len(CASES) >= 60
    assert len({name for name, _, _ in CASES}) == len(CASES)


def test_what_a_folder_holds_beside_files_is_passed_over_or_named_and_nothing_recurses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    os.mkfifo(tmp_path / "b.txt")
    ring(tmp_path)
    deep_folders(tmp_path)
    try:
        start = process_time()
        found = list(captures([tmp_path]))
        assert [c.file for c in found if isinstance(c, Capture)] == ["a.txt"]
        assert all("opened" in str(e) for e in found if isinstance(e, InputError))
        assert [one.files for one in slices([tmp_path], 10) if isinstance(one, Slice)] == [((str(tmp_path / "a.txt"), "a.txt"),)]
        assert process_time() - start < SECONDS
    finally:
        shrink(tmp_path)


def shrink(folder: Path) -> None:
    """Takes the chain of folders away from its top, since its end has no name."""
    top = folder / DEEP
    while top.exists():
        below = top / DEEP
        if below.exists():
            below.rename(folder / "y")
        top.rmdir()
        if (folder / "y").exists():
            (folder / "y").rename(top)


def test_a_link_out_of_a_folder_is_not_followed_and_one_within_is(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "in"
    secret.write_text(TEXT + "سر", "utf-8")
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").symlink_to("sub/a.txt")
    (folder / "c.txt").symlink_to(secret)
    (folder / "d").symlink_to(tmp_path)
    assert [c.file for c in captures([folder]) if isinstance(c, Capture)] == ["b.txt", "sub/a.txt"]


def test_a_page_that_an_archive_keeps_packed_or_in_chunks_is_read(tmp_path: Path) -> None:
    page = html(PARAGRAPH)
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (page[:40], page[40:])) + b"0\r\n\r\n"
    kept = [
        response(gzip.compress(page), "Content-Encoding: gzip"),
        response(zlib.compress(page), "Content-Encoding: deflate"),
        response(chunks, "Transfer-Encoding: chunked"),
        response(page, "Content-Encoding: gzip", "Transfer-Encoding: chunked"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(kept))
    assert [c.data for c in captures([tmp_path]) if isinstance(c, Capture)] == [page] * 4


def test_a_message_shows_nothing_that_a_terminal_would_obey() -> None:
    said = str(InputError("a\x1b[2J.txt", "wrong\nmahdar: all is well", row="\N{RIGHT-TO-LEFT OVERRIDE}x\ud800"))
    assert said.isprintable()
    assert said.encode()


def test_a_page_longer_than_a_page_may_be_is_refused_however_it_came() -> None:
    found = received("http://news.example/a", "page", b"<html>" + bytes(25 * MIB), Declared())
    assert isinstance(found, InputError)
    assert "24 MB" in found.reason
