"""Finished parts -> stories across all of them: one stream in the order of time, wherever the articles were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyarrow import parquet

from mahdar.scale.columns import Row, row
from mahdar.scale.parts import Part
from mahdar.stories import Sketch, group, sketch
from mahdar.stories.sketch import hours

_NEEDED = ("id", "published", "headline_start", "headline_end", "text", "blocks")
_TOLD = frozenset(("body", "subhead"))


def placed(parts: Sequence[Part]) -> list[Row]:
    """The rows of `stories`: each article with its event, its storyline and why, in the order of time."""
    sketches: dict[str, Sketch] = {}
    for part in parts:
        for article in parquet.read_table(part.folder / "articles.parquet", columns=list(_NEEDED)).to_pylist():
            sketches.setdefault(article["id"], _sketch(article))
    return [row("stories", one) for one in group(list(sketches.values()))]


def _sketch(article: Mapping[str, object]) -> Sketch:
    """The sketch of a row of `articles`: its headline, and its body without it."""
    text, start, end = str(article["text"]), article["headline_start"], article["headline_end"]
    title = text[start:end] if isinstance(start, int) and isinstance(end, int) else ""
    day = str(article["published"] or "")
    return sketch(str(article["id"]), title, "\n".join(_body(article, text)), hours=hours(day if len(day) == 10 else None))


def _body(article: Mapping[str, object], text: str) -> Iterator[str]:
    blocks = article["blocks"]
    for block in blocks if isinstance(blocks, list) else ():
        if block["role"] in _TOLD:
            yield text[block["start"] : block["end"]]
