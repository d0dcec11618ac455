from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.exports import Options, export
from mahdar.exports.csv import cell
from mahdar.records import Record


def read(record: Record, options: Options | None = None) -> dict[str, list[dict[str, str]]]:
    files = {name: b"".join(chunks) for name, chunks in export(record, "csv", options=options)}
    return {name: list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))) for name, data in files.items()}


def told(value: str) -> str:
    return value[1:] if value.startswith("'") else value


def test_every_kind_of_line_has_a_table_with_a_row_an_entry(record: Record) -> None:
    tables = read(record)
    kinds = ("quotations", "events", "claims", "times", "mentions", "actors", "articles", "accounts", "stories")
    assert {name.removesuffix(".csv") for name in tables} == set(kinds)
    for name, rows in tables.items():
        assert len(rows) == len(getattr(record, name.removesuffix(".csv"))) > 0


def test_words_stand_beside_their_offsets(record: Record) -> None:
    texts = {a.id: a.text for a in record.articles}
    checked = 0
    for name, rows in read(record).items():
        for row in rows:
            if "exact" in row and "start" in row:
                assert told(row["exact"]) == texts[row["article"]][int(row["start"]) : int(row["end"])], name
                checked += 1
    assert checked > 300


def test_no_cell_begins_like_a_formula(hard: Record) -> None:
    cells = [value for rows in read(hard).values() for row in rows for value in row.values()]
    assert not [value for value in cells if value.startswith(tuple("=+-@\t\r\n＝＋－＠"))]
    assert any(value.startswith("'@") for value in cells)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=30))
def test_taking_one_mark_away_gives_every_text_back(text: str) -> None:
    assert told(cell(text)) == text


def test_a_table_may_begin_with_a_byte_order_mark(record: Record) -> None:
    plain = {name: b"".join(chunks) for name, chunks in export(record, "csv")}
    marked = {name: b"".join(chunks) for name, chunks in export(record, "csv", options=Options(bom=True))}
    assert all(marked[name] == b"\xef\xbb\xbf" + plain[name] for name in plain)


def test_lines_end_as_the_standard_has_it(hard: Record) -> None:
    data = {name: b"".join(chunks) for name, chunks in export(hard, "csv")}["times.csv"]
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") >= 2
