"""Slice -> rows of every table: what one worker does, with the same functions as `mahdar read`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mahdar.articles import Article, article
from mahdar.captures import Capture, Slice, cut
from mahdar.errors import InputError, ModelError, TableError
from mahdar.pipeline import analyse_all, lines_of, print_of
from mahdar.scale.columns import Row, row
from mahdar.scale.prints import kept

#: The tables that a part holds; `prints` is what the copies are found from.
TABLES = ("articles", "quotations", "times", "mentions", "actors", "events", "claims", "errors", "prints")
_LINES = ("quotations", "times", "mentions", "actors", "events", "claims")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_FEW = 40  # Arabic letters, below which a page is not worth extracting: a name in a menu of languages has fewer


def worked(one: Slice, *, ignore_meta: bool = False, tagger: bool = True) -> dict[str, list[Row]]:
    """The rows of every table for the rows of a slice; a row that cannot be read, and one not in Arabic, is a row of `errors`.

    The kinds of `errors`: input (it cannot be read), field (it was read without what is said to be wrong), language (no
    Arabic article), fault (the program failed over it), worker died.

    Each article is read by itself: its actors are those of its own text, its date is its own. Raises ModelError and
    TableError where the program itself is damaged.
    """
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    seen: set[str] = set()
    for found in cut(one, ignore_meta=ignore_meta):
        try:
            for name, made in _read(found, seen, tagger=tagger):
                tables[name].append(made)
        except InputError as error:
            tables["errors"].append(_failure(error.file, error.row, "field" if error.used else "input", error.reason))
        except (ModelError, TableError):
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {str(error)[:200]}"
            tables["errors"].append(_failure(one.name, found.row, "fault", reason))
    return tables


def _failure(file: str, name: str | None, kind: str, reason: str) -> Row:
    return {"file": file, "row": name, "kind": kind, "reason": reason}


def _read(found: Capture | InputError, seen: set[str], *, tagger: bool) -> Iterator[tuple[str, Row]]:
    """The rows of one capture with their tables: all of them, or an exception before the first."""
    if isinstance(found, InputError):
        raise found
    if found.kind == "page" and sum(1 for _ in zip(range(_FEW), _ARABIC.finditer(found.text), strict=False)) < _FEW:
        yield "errors", _failure(found.file, found.row, "language", "a page without Arabic")
        return
    one = article(found)
    if one.language != "ar":
        yield "errors", _failure(found.file, found.row, "language", f"not in Arabic ({one.language})")
    elif one.id not in seen:
        rows = list(_rows(one, tagger=tagger))
        seen.add(one.id)
        yield from rows


def _rows(one: Article, *, tagger: bool) -> Iterator[tuple[str, Row]]:
    (layers,), people = analyse_all([one], tagger=tagger)
    record = lines_of(layers, people)
    yield "articles", row("articles", record.articles[0])
    for name in _LINES:
        for line in getattr(record, name):
            yield name, row(name, line, one.text)
    yield "prints", kept(print_of(layers.article))
