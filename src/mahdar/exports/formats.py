"""The formats that a record can be written in: one visible list."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from msgspec import Struct

from mahdar.exports.csv import csv
from mahdar.exports.ftm import ftm
from mahdar.exports.jsonl import jsonl
from mahdar.exports.jsonld import jsonld
from mahdar.exports.markdown import markdown
from mahdar.exports.ninjs import ninjs
from mahdar.exports.options import Options
from mahdar.exports.parquet import parquet
from mahdar.exports.plover import plover
from mahdar.exports.rss import rss
from mahdar.records.record import Record

_DAWN = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold: the same record gives the same bytes

Files = Iterator[tuple[str, Iterator[bytes]]]


class Format(Struct, frozen=True):
    """One format: its name, its media type, and the function that writes it.

    `several`: it may be several files. `lines`: it is one file whose every chunk is a line that stands by itself, so that
    the files of two records can follow each other.
    """

    name: str
    media: str
    write: Callable[[Record, Options], Files]
    several: bool = False
    lines: bool = False


FORMATS = (
    Format("csv", "text/csv", csv, several=True),
    Format("jsonl", "application/x-ndjson", jsonl, lines=True),
    Format("parquet", "application/vnd.apache.parquet", parquet, several=True),
    Format("jsonld", "application/ld+json", jsonld),
    Format("plover", "application/x-ndjson", plover, lines=True),
    Format("ftm", "application/x-ndjson", ftm, lines=True),
    Format("ninjs", "application/x-ndjson", ninjs, lines=True),
    Format("rss", "application/rss+xml", rss),
    Format("md", "text/markdown", markdown, several=True),
)


def export(record: Record, name: str, *, options: Options | None = None) -> Files:
    """The files of a record in a format: the name of each and its bytes, chunk by chunk.

    Each file's bytes are to be taken before the next file. Raises KeyError for a format that there is not.
    """
    return {one.name: one for one in FORMATS}[name].write(record, options or Options())


def zipped(files: Files) -> bytes:
    """Files as one zip archive."""
    page = BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as out:
        for name, chunks in files:
            out.writestr(zipfile.ZipInfo(name, _DAWN), b"".join(chunks), zipfile.ZIP_DEFLATED)
    return page.getvalue()
