"""A record -> Parquet, a file a table."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from mahdar.errors import UsageError
from mahdar.exports.options import Options
from mahdar.exports.rows import Rows, columns, tables
from mahdar.records.record import Record

if TYPE_CHECKING:
    import pyarrow

_ROWS = 20_000  # rows of one row group


def parquet(record: Record, _options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """A file for each table, with its head where it has no rows. Raises UsageError where pyarrow is not installed."""
    rows = Rows(record)
    for name in tables():
        yield f"{name}.parquet", _file(rows, name)


def schema(name: str) -> pyarrow.Schema:
    """The Arrow schema of a table: its columns with their types."""
    import pyarrow

    kinds = {"int": pyarrow.int32(), "real": pyarrow.float64(), "flag": pyarrow.bool_()}
    kinds |= dict.fromkeys(("texts", "slices"), pyarrow.list_(pyarrow.string()))
    return pyarrow.schema([(column.name, kinds.get(column.type, pyarrow.string())) for column in columns(name)])


def _file(rows: Rows, name: str) -> Iterator[bytes]:
    try:
        import pyarrow
        from pyarrow import parquet as file
    except ModuleNotFoundError:
        raise UsageError("Parquet needs pyarrow: pip install 'mahdar[scale]'") from None
    page, shape = BytesIO(), schema(name)
    with file.ParquetWriter(page, shape, compression="zstd") as out:
        given = rows.of(name)
        while group := list(islice(given, _ROWS)):
            cells = [[row[i] for row in group] for i in range(len(shape))]
            out.write_table(pyarrow.table(cells, schema=shape))
    yield page.getvalue()
