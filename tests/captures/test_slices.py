"""Archives -> slices that can be read alone."""

from __future__ import annotations

import io
import json
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
    found = list(slices([tmp_path, tmp_path / "page.html", tmp_path / "none.jsonl"], 5))
    assert [one.file for one in found if isinstance(one, InputError)] == ["bad.parquet", "page.html", "none.jsonl"]
