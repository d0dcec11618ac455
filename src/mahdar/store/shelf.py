"""The texts of all articles in the database, in which copies are looked for: the shelf that the room `copies` asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import numpy as np
from msgspec.structs import replace
from sqlalchemy import Connection, Table, bindparam, delete, or_, select, text, update

from mahdar.copies import Change, Copy, Postings, Print, Relation, mark
from mahdar.copies.words import Hashes
from mahdar.store import schema
from mahdar.store.rows import Row
from mahdar.store.statements import many, put

_A, _T, _P, _C = schema.articles.c, schema.texts.c, schema.places.c, schema.pairs.c
_RELATIONS: tuple[Relation, ...] = get_args(Relation)
#: A place without the bits that say where a text stands among those of its day, and the length of a list of such places.
_DAY, _LIST = 16, 1 << 16
_UNIT = 10_000
#: From so many rows of earlier days on to so many of later days, in the list of each place.
_AROUND = """
INSERT INTO around (low, high) SELECT
COALESCE((
  SELECT p.place FROM places p WHERE p.place >= w.low AND p.place < w.place ORDER BY p.place DESC LIMIT 1 OFFSET :reach
), w.low),
COALESCE((
  SELECT p.place FROM places p WHERE p.place > w.place AND p.place <= w.high ORDER BY p.place LIMIT 1 OFFSET :reach
), w.high)
FROM wanted w
"""
_BETWEEN = """
SELECT p.place, t.mark, t.outlet, t.size FROM around a CROSS JOIN places p CROSS JOIN texts t
WHERE p.place >= a.low AND p.place <= a.high AND t.number = p.number
"""


class Texts:
    """The texts of a database, within one transaction; `prints` makes those of articles, of which only numbers are kept."""

    def __init__(self, connection: Connection, prints: Callable[[Iterable[str]], Iterable[Print]]) -> None:
        self._connection, self._prints = connection, prints

    def near(self, places: Hashes, reach: int) -> Postings:
        """Rows of the lists that places stand in: `Shelf.near`."""
        wanted = np.unique(places >> np.uint64(_DAY)).tolist()
        if not wanted:
            return _postings([])
        self._emptied("wanted", "place BIGINT, low BIGINT, high BIGINT")
        self._emptied("around", "low BIGINT, high BIGINT")
        rows = [{"place": one, "low": one - one % _LIST, "high": one - one % _LIST + _LIST - 1} for one in wanted]
        self._connection.execute(text("INSERT INTO wanted (place, low, high) VALUES (:place, :low, :high)"), rows)
        self._connection.execute(text(_AROUND), {"reach": reach - 1})
        stretches = _merged(
            (row.low, row.high) for row in self._connection.execute(text("SELECT low, high FROM around ORDER BY low, high"))
        )
        self._emptied("around", "")
        self._connection.execute(text("INSERT INTO around (low, high) VALUES (:low, :high)"), [{"low": a, "high": b} for a, b in stretches])
        return _postings([tuple(row) for row in self._connection.execute(text(_BETWEEN))])

    def prints(self, marks: Sequence[int]) -> Iterator[Print]:
        """The prints of texts that are kept, of the days on which they were put in: `Shelf.prints`."""
        for some in many(sorted(set(marks))):
            found = self._connection.execute(_NAMED.add_columns(_T.day).where(_T.mark.in_(some)))
            days = {row.id: row.day for row in found}
            yield from (replace(one, day=days[one.id]) for one in self._prints(days))

    def pairs(self, marks: Sequence[int]) -> Iterator[Copy]:
        """The pairs of texts: `Shelf.pairs`."""
        one, other = schema.articles.alias().c, schema.articles.alias().c
        columns = (one.id, other.id, _C.relation, _C.share, _C.score, _C.beside)
        query = select(*columns).join_from(schema.pairs, one.id.table, one.number == _C.a).join(other.id.table, other.number == _C.b)
        found: set[Copy] = set()
        for some in many(sorted(set(self._numbers(marks).values()))):
            for a, b, relation, share, score, beside in self._connection.execute(query.where(or_(_C.a.in_(some), _C.b.in_(some)))):
                found.add(Copy(a, b, _RELATIONS[relation], share / _UNIT, score / _UNIT, beside))
        return iter(sorted(found))

    def origins(self, marks: Sequence[int]) -> dict[str, str]:
        """The origins of texts: `Shelf.origins`."""
        whence = schema.articles.alias().c
        query = _NAMED.add_columns(whence.id.label("origin")).join(whence.id.table, whence.number == _T.origin)
        found: dict[str, str] = {}
        for some in many(sorted(set(marks))):
            found |= {row.id: row.origin for row in self._connection.execute(query.where(_T.mark.in_(some)))}
        return found

    def members(self, origins: Sequence[int]) -> Iterator[str]:
        """The ids of texts with one of these origins: `Shelf.members`."""
        for some in many(sorted(self._numbers(origins).values())):
            yield from self._connection.execute(_NAMED.where(_T.origin.in_(some)).order_by(_T.number)).scalars().all()

    def write(self, change: Change) -> None:
        """Keeps what a change says."""
        self._take(change)
        self._put(change)
        ids = sorted({name for pair in change.origins.items() for name in pair})
        at = self._numbers([mark(name) for name in ids])
        if change.origins:
            moved = update(schema.texts).where(_T.number == bindparam("k")).values(origin=bindparam("o"))
            rows = [{"k": at[mark(name)], "o": at[mark(origin)]} for name, origin in sorted(change.origins.items())]
            self._connection.execute(moved, rows)

    def _take(self, change: Change) -> None:
        """Takes away the texts, rows and pairs that go."""
        gone = self._numbers(mark(name) for name in {one.id for one in change.left} | {x for pair in _renewed(change) for x in pair})
        rows = zip((change.gone.place >> np.uint64(_DAY)).tolist(), change.gone.mark.tolist(), strict=True)
        self._deleted(schema.places, [(place, gone[one]) for place, one in rows])
        pairs = [(gone[mark(a)], gone[mark(b)]) for a, b in _renewed(change) if mark(a) in gone and mark(b) in gone]
        self._deleted(schema.pairs, [*pairs, *((b, a) for a, b in pairs)])
        for few in many([gone[mark(one.id)] for one in change.left]):
            self._connection.execute(delete(schema.texts).where(_T.number.in_(few)))

    def _put(self, change: Change) -> None:
        """Puts in the texts, rows and pairs that come."""
        new = change.new
        known = {name: at for few in many([one.id for one in change.came]) for name, at in self._articles(few)}
        number = {mark(name): at for name, at in known.items()}
        facts = dict(zip(new.mark.tolist(), zip(new.outlet.tolist(), new.size.tolist(), strict=True), strict=True))
        named = ("number", "mark", "origin", "day", "outlet", "size")
        texts = [(known[o.id], mark(o.id), known[o.id], o.day, *facts.get(mark(o.id), (0, 0))) for o in change.came]
        put(self._connection, schema.texts, [dict(zip(named, row, strict=True)) for row in texts])
        rows = sorted((place >> _DAY, number[one]) for place, one in zip(new.place.tolist(), new.mark.tolist(), strict=True))
        put(self._connection, schema.places, [{"place": place, "number": one} for place, one in rows])
        number |= self._numbers(mark(name) for copy in change.found for name in (copy.a, copy.b))
        put(self._connection, schema.pairs, [_row(copy, number[mark(copy.a)], number[mark(copy.b)]) for copy in change.found])

    def _articles(self, names: Sequence[str]) -> Iterable[tuple[str, int]]:
        return [(row.id, row.number) for row in self._connection.execute(select(_A.id, _A.number).where(_A.id.in_(names)))]

    def _numbers(self, marks: Iterable[int]) -> dict[int, int]:
        """The numbers of those of these texts that are kept."""
        found: dict[int, int] = {}
        for some in many(sorted(set(marks))):
            found |= {row.mark: row.number for row in self._connection.execute(select(_T.mark, _T.number).where(_T.mark.in_(some)))}
        return found

    def _deleted(self, table: Table, rows: Sequence[tuple[int, int]]) -> None:
        one, other = list(table.primary_key.columns)
        if rows:
            gone = delete(table).where(one == bindparam("x"), other == bindparam("y"))
            self._connection.execute(gone, [{"x": a, "y": b} for a, b in rows])

    def _emptied(self, table: str, columns: str) -> None:
        if columns:
            self._connection.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({columns})"))
        self._connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours


#: Texts with the ids of their articles.
_NAMED = select(_A.id).join_from(schema.texts, schema.articles, _A.number == _T.number)


def _renewed(change: Change) -> list[tuple[str, str]]:
    """The pairs whose rows go: those that are none any more, and those that are found anew."""
    return [*change.lost, *((one.a, one.b) for one in change.found)]


def _row(copy: Copy, a: int, b: int) -> Row:
    share, score = round(copy.share * _UNIT), round(copy.score * _UNIT)
    return {"a": a, "b": b, "relation": _RELATIONS.index(copy.relation), "share": share, "score": score, "beside": copy.beside}


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that meet as one."""
    found: list[tuple[int, int]] = []
    for low, high in stretches:
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def _postings(rows: Sequence[tuple[int, int, int, int]]) -> Postings:
    day, marked, outlet, size = zip(*rows, strict=True) if rows else ((), (), (), ())
    days, marks, outlets = (np.array(column, dtype=np.uint64) for column in (day, marked, outlet))
    return Postings(days << np.uint64(_DAY) | marks >> np.uint64(47), marks, outlets, np.array(size, dtype=np.int64))
