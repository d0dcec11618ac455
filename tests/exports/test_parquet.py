from __future__ import annotations

from io import BytesIO

import pyarrow
from pyarrow import parquet

from mahdar.exports import export
from mahdar.exports.parquet import schema
from mahdar.records import Record


def read(record: Record) -> dict[str, pyarrow.Table]:
    return {name: parquet.read_table(BytesIO(b"".join(chunks))) for name, chunks in export(record, "parquet")}


def test_every_table_has_the_schema_that_is_stated(record: Record) -> None:
    tables = read(record)
    assert len(tables) == 9
    for name, table in tables.items():
        assert table.schema.equals(schema(name.removesuffix(".parquet")))
        assert table.num_rows == len(getattr(record, name.removesuffix(".parquet"))) > 0


def test_types_are_numbers_where_they_count_and_lists_where_there_are_several() -> None:
    shape = schema("events")
    assert shape.field("start").type == pyarrow.int32()
    assert shape.field("confidence").type == pyarrow.float64()
    assert shape.field("actor").type == pyarrow.list_(pyarrow.string())


def test_words_are_slices_of_the_article(hard: Record) -> None:
    tables = read(hard)
    text = tables["articles.parquet"].to_pylist()[0]["text"]
    rows = tables["quotations.parquet"].to_pylist()
    assert [row["exact"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]
    assert len(rows) == len(hard.quotations) > 1
