"""Parquet -> a capture for each row; this module loads pyarrow, so it is imported when first needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetFile

from mahdar.captures.capture import Capture
from mahdar.captures.rows import from_row
from mahdar.errors import InputError

_FIELDS = ("id", "text", "title", "outlet", "url", "published")
_SHOWN = 12  # columns that a message names


def row_count(file: Path) -> int | str:
    """How many rows a Parquet file has, or what is wrong with it."""
    try:
        with ParquetFile(file) as table:
            names = table.schema_arrow.names
            if "text" in _columns(names):
                return int(table.metadata.num_rows)
    except (pyarrow.ArrowException, OSError) as error:
        return f"no Parquet file, or one that was not written to its end ({str(error)[:80]})"
    shown = ", ".join(names[:_SHOWN]) + ("..." if len(names) > _SHOWN else "")
    return f"a Parquet file without a column called `text`; name the columns id, text, title, outlet, url and published (it has {shown})"


def _columns(names: Sequence[str]) -> dict[str, str]:
    """The wanted columns under the names that the file gives them: small letters first, then any others, as in CSV."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name not in _FIELDS):
        if name.strip().lower() in _FIELDS:
            found.setdefault(name.strip().lower(), name)
    return found


def table_rows(file: Path, name: str, *, first: int, count: int, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """A capture for each of `count` rows from the `first` on, counted from 1; the columns are named as the fields of JSON Lines.

    A row's digest is that of its fields as JSON with sorted keys.
    """
    try:
        for number, given in enumerate(_read(file, first - 1, count), first):
            plain = {key: _plain(value) for key, value in given.items() if value is not None}
            line = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
            yield from from_row(plain, name, str(number), sha256(line).hexdigest(), ignore_meta=ignore_meta)
    except (pyarrow.ArrowException, OSError) as error:
        yield InputError(name, f"rows {first} to {first + count - 1} cannot be read ({str(error)[:80]})")


def _plain(value: object) -> object:
    """A value as JSON Lines would hold it: times as ISO writes them; bytes are text that a writer of Parquet did not mark as such."""
    if isinstance(value, date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _read(file: Path, skip: int, count: int) -> Iterator[dict[str, object]]:
    """The wanted columns of some rows: only the row groups that hold them are read, a few hundred rows at a time."""
    with ParquetFile(file) as table:
        names = _columns(table.schema_arrow.names)
        sizes = [table.metadata.row_group(i).num_rows for i in range(table.num_row_groups)]
        start = 0
        for group, size in enumerate(sizes):
            if start < skip + count and start + size > skip:
                at = start
                for batch in table.iter_batches(batch_size=512, row_groups=[group], columns=list(names.values())):
                    low, high = max(skip, at), min(skip + count, at + batch.num_rows)
                    if low < high:
                        rows = batch.slice(low - at, high - low).to_pylist()
                        yield from ({field: row[name] for field, name in names.items()} for row in rows)
                    at += batch.num_rows
            start += size
