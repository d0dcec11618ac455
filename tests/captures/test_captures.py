"""Paths -> captures: what is read, under which name, and what is said of the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mahdar.captures import Capture, captures
from mahdar.errors import InputError

TEXT = "أكد الوزير أن المباحثات التي جرت في العاصمة كانت إيجابية.\n\nوقال إن الاتفاق سيوقع قريبا.\n"
PAGE = f"<!doctype html><html><body><h1>عنوان الخبر في الصفحة</h1><p>{TEXT}</p></body></html>"


def read(*paths: Path, ignore_meta: bool = False) -> tuple[list[Capture], list[InputError]]:
    found = list(captures(paths, ignore_meta=ignore_meta))
    return [c for c in found if isinstance(c, Capture)], [e for e in found if isinstance(e, InputError)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path) -> str:
    """The reason why a file was refused."""
    good, bad = read(path)
    assert good == []
    assert [e.file for e in bad] == [path.name]
    return bad[0].reason


def test_a_folder_is_read_in_the_order_of_names_and_names_are_relative_to_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/c.TXT", "c.jpg", "notes.md", ".hidden.txt", "b.meta.json", "x.gold.json"):
        write(tmp_path / name, PAGE if name.endswith("html") else "{}" if name.endswith("json") else TEXT)
    good, bad = read(tmp_path)
    assert [(c.file, c.kind) for c in good] == [("a/c.TXT", "dump"), ("a/z.html", "page"), ("b.txt", "dump")]
    assert bad == []


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    write(tmp_path / "page.html", PAGE)
    write(tmp_path / "page_files" / "frame.html", PAGE)
    assert [c.file for c in read(tmp_path)[0]] == ["page.html"]


def test_a_file_named_by_the_user_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    good, _ = read(
        write(tmp_path / "story.dat", TEXT), write(tmp_path / "story", PAGE), write(tmp_path / "rows.log", '{"text": "خبر قصير"}')
    )
    assert [(c.file, c.kind) for c in good] == [("story.dat", "dump"), ("story", "page"), ("rows.log", "row")]


def test_the_same_file_given_twice_is_one_capture(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    assert len(read(path, tmp_path, path)[0]) == 1


def test_a_dump_keeps_its_byte_order_mark_and_line_ends(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    (one,), _ = read(write(tmp_path / "a.txt", data))
    assert one.text == data.decode("utf-8")
    assert one.text[0] == "\ufeff"


def test_a_page_with_the_name_of_a_dump_is_read_as_a_page(tmp_path: Path) -> None:
    assert [c.kind for c in read(write(tmp_path / "a.txt", PAGE))[0]] == ["page"]


def test_a_missing_path_is_reported(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nowhere.txt")


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    assert "empty" in refused(write(tmp_path / "a.txt", b""))


@pytest.mark.parametrize("content", [" \n\t\n", "١٢٣ 456\n---\n"])
def test_a_file_without_letters_is_reported(tmp_path: Path, content: str) -> None:
    assert "no letters" in refused(write(tmp_path / "a.txt", content))


def test_a_binary_file_is_reported(tmp_path: Path) -> None:
    assert "binary" in refused(write(tmp_path / "a.txt", bytes(range(256)) * 20))


@pytest.mark.parametrize(
    ("head", "said"), [(b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "picture"), (b"PK\x03\x04", "ZIP"), (b"\x1f\x8b", "gzip")]
)
def test_a_known_binary_format_is_named_with_what_to_do(tmp_path: Path, head: bytes, said: str) -> None:
    assert said in refused(write(tmp_path / "a.txt", head + bytes(100)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("record.json", '{\n "articles": []\n}', "JSON Lines"),
        ("feed.xml", "<?xml version='1.0'?><rss><channel><title>أخبار</title></channel></rss>", "XML"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_what_to_do(tmp_path: Path, name: str, content: str, said: str) -> None:
    assert said in refused(write(tmp_path / name, content))


def test_undecodable_bytes_are_reported_with_their_place(tmp_path: Path) -> None:
    data = TEXT.encode()
    at = data.index(b" ", 30)
    reason = refused(write(tmp_path / "a.txt", data[:at] + b"\xff\xfe\xfd" + data[at:]))
    assert f"0xff at offset {at}" in reason
    assert "UTF-8" in reason


def test_a_forty_megabyte_line_is_refused_with_the_limit(tmp_path: Path) -> None:
    reason = refused(write(tmp_path / "a.txt", "خبر ".encode() * 6_000_000))
    assert "40 MB" in reason
    assert "4 MB" in reason


def test_one_bad_file_does_not_keep_the_rest_from_being_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", TEXT)
    good, bad = read(tmp_path)
    assert [c.file for c in good] == ["b.txt"]
    assert [e.file for e in bad] == ["a.txt"]


def test_what_stands_beside_a_file_is_believed_unless_told_not_to(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.meta.json", json.dumps({"outlet": "صحيفة المثال", "published": "2021-06-17", "extra": 1}))
    (one,), bad = read(path)
    assert (one.declared.outlet, one.declared.published, bad) == ("صحيفة المثال", "2021-06-17", [])
    (one,), bad = read(path, ignore_meta=True)
    assert (one.declared.outlet, one.declared.published, bad) == (None, None, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [("{oops", "not JSON"), ("[1]", "not a JSON object"), ('{"published": "2021"}', "no date"), ('{"title": 5}', "`title`")],
)
def test_a_malformed_description_is_reported_and_its_article_read(tmp_path: Path, content: str, said: str) -> None:
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "a.meta.json", content)
    good, bad = read(tmp_path)
    assert [c.file for c in good] == ["a.txt"]
    assert [e.file for e in bad] == ["a.meta.json"]
    assert said in bad[0].reason


def test_a_bad_row_is_reported_by_its_number_and_the_rest_go_on(tmp_path: Path) -> None:
    rows = [
        '{"id": "r1", "text": "خبر أول"}',
        "{oops",
        "[]",
        "",
        '{"id": 7, "title": "عنوان", "text": "خبر ثان", "outlet": "صحيفة"}',
        '{"id": "r9"}',
    ]
    good, bad = read(write(tmp_path / "a.jsonl", "\n".join(rows)))
    assert [(c.row, c.text) for c in good] == [("r1", "خبر أول"), ("7", "عنوان\n\nخبر ثان")]
    assert [e.row for e in bad] == ["2", "3", "r9"]
    assert good[1].declared.outlet == "صحيفة"


def test_the_title_of_a_row_that_stands_in_its_text_is_not_put_there_twice(tmp_path: Path) -> None:
    (one,), _ = read(write(tmp_path / "a.jsonl", json.dumps({"title": "عنوان", "text": "عنوان\nخبر"})))
    assert one.text == "عنوان\nخبر"


def test_a_row_with_half_a_surrogate_pair_is_read(tmp_path: Path) -> None:
    (one,), _ = read(write(tmp_path / "a.jsonl", b'{"text": "\\ud83d \\ud83d\\ude00 \\u062e\\u0628\\u0631"}'))
    assert one.text == "\ufffd \U0001f600 خبر"


def test_a_file_of_rows_without_any_is_reported(tmp_path: Path) -> None:
    assert "no article" in refused(write(tmp_path / "a.jsonl", "\n\n"))
