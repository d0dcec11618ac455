"""Archives -> slices that can be read alone."""

from __future__ import annotations

import io
import json
import sys
import warnings
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mahdar.captures import Capture, Slice, captures, cut, slices
from mahdar.errors import InputError

TEXT = "قال الوزير سامي حداد إن بلاده ستوقع الاتفاق رقم {} بعد محادثات طويلة في العاصمة."


def row_file(path: Path, count: int = 11) -> Path:
    lines = [json.dumps({"id": f"r{i}", "text": TEXT.format(i), "outlet": "صحيفة الميناء"}, ensure_ascii=False) for i in range(count)]
    lines[3:3] = ["", "{broken", json.dumps({"text": TEXT.format("آخر")})]
    path.write_text("\n".join(lines), "utf-8")
    return path


def archive(path: Path, count: int = 9) -> Path:
    with warnings.catch_warnings(), path.open("wb") as stream:
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves its buffers to be collected
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for i in range(count):
            kind = "image/png" if i == 2 else "text/html; charset=utf-8"
            page = io.BytesIO(f"<html><body><p>{TEXT.format(i)}</p></body></html>".encode())
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            url = f"https://news.example/{i}"
            writer.write_record(writer.create_warc_record(url, "response", payload=page, http_headers=headers))
            writer.write_record(writer.create_warc_record(url, "metadata", payload=io.BytesIO(b"fetch: 1")))
        del writer, headers, page
    return path


def given(found: list[Capture | InputError]) -> list[object]:
    return [(one.file, one.row, one.data if isinstance(one, Capture) else one.reason) for one in found]


@pytest.mark.parametrize("size", [1, 2, 5, 100])
@pytest.mark.parametrize("make", [lambda f: row_file(f / "a.jsonl"), lambda f: archive(f / "a.warc"), lambda f: archive(f / "a.warc.gz")])
def test_the_slices_of_a_file_hold_what_the_file_holds(tmp_path: Path, make: object, size: int) -> None:
    file = make(tmp_path)  # type: ignore[operator]
    pieces = [one for one in slices([file], size) if isinstance(one, Slice)]
    assert len(pieces) > 1 or size == 100
    found = [capture for one in pieces for capture in cut(one)]
    assert given(found) == given(list(captures([file])))


def test_parquet_rows_are_read_like_rows_of_json_lines(tmp_path: Path) -> None:
    rows = [{"id": f"p{i}", "text": TEXT.format(i), "title": None, "published": f"2021-06-{i + 1:02}"} for i in range(10)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=4)
    pieces = [one for one in slices([tmp_path], 3) if isinstance(one, Slice)]
    found = [capture for one in pieces for capture in cut(one)]
    assert [one.row for one in found] == [f"p{i}" for i in range(10)]
    assert all(isinstance(one, Capture) and one.declared.published for one in found)
    assert len({one.sha256 for one in found if isinstance(one, Capture)}) == 10


def test_columns_of_parquet_may_be_written_in_capitals_and_bytes_be_unmarked_text(tmp_path: Path) -> None:
    columns = {"Text": [TEXT.format(i).encode() for i in range(3)], "PUBLISHED": ["2021-06-16"] * 3, "other": [{"a": [1]}] * 3}
    parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    found = [capture for one in slices([tmp_path], 2) if isinstance(one, Slice) for capture in cut(one)]
    assert [one.text for one in found if isinstance(one, Capture)] == [TEXT.format(i) for i in range(3)]
    assert {one.declared.published for one in found if isinstance(one, Capture)} == {"2021-06-16"}


def test_a_table_without_text_is_refused_with_the_columns_it_has_and_a_broken_one_as_broken(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"body": ["a"], "headline": ["b"]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-9])
    without, broken = slices([tmp_path], 2)
    assert isinstance(without, InputError)
    assert isinstance(broken, InputError)
    assert "it has body, headline" in without.reason
    assert "not written to its end" in broken.reason


def test_a_folder_that_cannot_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row_file(tmp_path / "a.jsonl")
    monkeypatch.setattr(sys.modules["mahdar.captures.slices"], "walked", lambda path: [InputError("shut", "cannot be opened")])
    assert [str(one) for one in slices([tmp_path], 5)] == ["shut: cannot be opened"]


def csv_file(path: Path, count: int = 11, encoding: str = "utf-8", mark: str = ",") -> Path:
    rows = [f'r{i}{mark}"{TEXT.format(i)}{mark} ""كما قال""\nفي سطرين"{mark}صحيفة الميناء' for i in range(count)]
    rows[4:4] = ["", f"{mark}{TEXT.format('آخر')}{mark}"]
    path.write_bytes(("\r\n".join([mark.join(("id", "text", "outlet")), *rows]) + "\r\n").encode(encoding))
    return path


@pytest.mark.parametrize("size", [1, 2, 5, 13, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";"])
def test_the_slices_of_a_table_hold_what_the_table_holds(tmp_path: Path, encoding: str, mark: str, size: int) -> None:
    file = csv_file(tmp_path / "a.csv", encoding=encoding, mark=mark)
    pieces = [one for one in slices([tmp_path], size) if isinstance(one, Slice)]
    assert len(pieces) > 1 or size >= 13
    found = [capture for one in reversed(pieces) for capture in reversed(list(cut(one)))][::-1]
    assert len(found) == 12
    assert found == list(captures([file]))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_table_end_as_any_machine_ends_them(tmp_path: Path, end: str) -> None:
    rows = [f"r{i},{TEXT.format(i)}" for i in range(7)]
    (tmp_path / "a.csv").write_bytes(end.join(["id,text", *rows]).encode())
    pieces = [one for one in slices([tmp_path], 3) if isinstance(one, Slice)]
    assert [one.row for piece in pieces for one in cut(piece)] == [f"r{i}" for i in range(7)]
    assert len(pieces) == 3


def test_a_table_that_is_broken_gives_what_came_before_and_says_so_once(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv")
    with file.open("ab") as stream:
        stream.write(b'x,"' + b"a" * 6_000_000)
    found = [capture for one in slices([file], 2) if isinstance(one, Slice) for capture in cut(one)]
    assert given(found) == given(list(captures([file])))
    assert sum(isinstance(one, InputError) for one in found) == 1


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"name,words\na,b\n", b"text\n", b"text", b"\n\n", b"text\r\n" + bytes(range(256))])
def test_a_table_of_no_articles_is_told_alike(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    pieces = list(slices([tmp_path / "a.csv"], 2))
    found = [one for piece in pieces for one in ([piece] if isinstance(piece, InputError) else cut(piece))]
    whole = [one for one in captures([tmp_path / "a.csv"]) if "holds no article" not in str(one)]
    assert [str(one) for one in found if not data] or given(found) == given(whole)


def test_texts_and_pages_stand_together_with_what_is_said_beside_them(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n), "utf-8")
    (tmp_path / "0.meta.json").write_text('{"outlet": "صحيفة الميناء"}', "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.html").write_text(f"<html><body><p>{TEXT.format(9)}</p></body></html>", "utf-8")
    (tmp_path / "deep" / "page_files").mkdir()
    (tmp_path / "deep" / "page_files" / "frame.html").write_text("<html></html>", "utf-8")
    pieces = [one for one in slices([tmp_path], 4) if isinstance(one, Slice)]
    assert [one.count for one in pieces] == [4, 2]
    assert [capture for one in pieces for capture in cut(one)] == list(captures([tmp_path]))
    (tmp_path / "0.meta.json").write_text('{"outlet": "صحيفة السهل"}', "utf-8")
    after = [one for one in slices([tmp_path], 4) if isinstance(one, Slice)]
    assert after[0].digest != pieces[0].digest
    assert after[1] == pieces[1]


def test_a_table_that_grew_keeps_its_full_slices(tmp_path: Path) -> None:
    file = csv_file(tmp_path / "a.csv")
    before = list(slices([file], 4))
    with file.open("ab") as stream:
        stream.write(f"r99,{TEXT.format('جديد')},\r\n".encode())
    after = list(slices([file], 4))
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1] != before[-1]


def test_a_file_that_grew_keeps_its_full_slices(tmp_path: Path) -> None:
    file = row_file(tmp_path / "a.jsonl")
    before = list(slices([file], 4))
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n" + json.dumps({"text": TEXT.format("جديد")}) + "\n")
    after = list(slices([file], 4))
    assert after[: len(before) - 1] == before[:-1]
    assert after[len(before) - 1] != before[-1]


def test_a_damaged_archive_gives_what_came_before_and_says_so(tmp_path: Path) -> None:
    whole = archive(tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[: len(whole) * 2 // 3])
    found = [capture for one in slices([tmp_path], 2) if isinstance(one, Slice) for capture in cut(one)]
    assert given(found) == given(list(captures([tmp_path])))
    assert any(isinstance(one, Capture) for one in found)


def test_what_is_no_archive_is_reported_when_named_and_passed_over_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html></html>", "utf-8")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = list(slices([tmp_path, tmp_path / "picture.png", tmp_path / "none.jsonl"], 5))
    assert [one.file for one in found if isinstance(one, InputError)] == ["bad.parquet", "picture.png", "none.jsonl"]
