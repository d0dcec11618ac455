"""Parquet -> a capture for each row; this module loads pyarrow, so it is imported when first needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetFile

from mahdar.captures.capture import Capture
from mahdar.captures.rows import from_row
from mahdar.errors import InputError

_FIELDS = ("id", "text", "title", "outlet", "url", "published")


def row_count(file: Path) -> int | None:
    """How many rows a Parquet file has, or None where it is none or has no `text`."""
    try:
        with ParquetFile(file) as table:
            return int(table.metadata.num_rows) if "text" in table.schema_arrow.names else None
    except (pyarrow.ArrowException, OSError):
        return None


def table_rows(file: Path, name: str, *, first: int, count: int, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """A capture for each of `count` rows from the `first` on, counted from 1; the columns are named as the fields of JSON Lines.

    A row's digest is that of its fields as JSON with sorted keys.
    """
    try:
        for number, given in enumerate(_read(file, first - 1, count), first):
            plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in given.items() if value is not None}
            line = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
            yield from from_row(plain, name, str(number), sha256(line).hexdigest(), ignore_meta=ignore_meta)
    except (pyarrow.ArrowException, OSError) as error:
        yield InputError(name, f"rows {first} to {first + count - 1} cannot be read ({str(error)[:80]})")


def _read(file: Path, skip: int, count: int) -> Iterator[dict[str, object]]:
    """The wanted columns of some rows: only the row groups that hold them are read, a few hundred rows at a time."""
    with ParquetFile(file) as table:
        names = [name for name in _FIELDS if name in table.schema_arrow.names]
        sizes = [table.metadata.row_group(i).num_rows for i in range(table.num_row_groups)]
        start = 0
        for group, size in enumerate(sizes):
            if start < skip + count and start + size > skip:
                at = start
                for batch in table.iter_batches(batch_size=512, row_groups=[group], columns=names):
                    low, high = max(skip, at), min(skip + count, at + batch.num_rows)
                    if low < high:
                        yield from batch.slice(low - at, high - low).to_pylist()
                    at += batch.num_rows
            start += size
