"""The texts of all articles in the database, in which copies are looked for: the shelf that the room `copies` asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, update

from mahdar.copies import Change, Copy, Postings, Print, mark
from mahdar.copies.kept import packed as print_bytes
from mahdar.copies.kept import unpacked as print_of
from mahdar.copies.words import Hashes
from mahdar.store import schema
from mahdar.store.packing import packed, released, squeezed, unpacked
from mahdar.store.statements import many, put

_T, _P, _C = schema.texts.c, schema.places.c, schema.pairs.c
_LIST = 1 << 32
#: Around each place so many rows of its list on either side, all of one place or none.
_AROUND = """
INSERT INTO around (low, high) SELECT
COALESCE((
  SELECT p.place FROM places p WHERE p.place >= w.low AND p.place <= w.place ORDER BY p.place DESC LIMIT 1 OFFSET :reach
), w.low),
COALESCE((
  SELECT p.place FROM places p WHERE p.place >= w.place AND p.place <= w.high ORDER BY p.place LIMIT 1 OFFSET :reach
), w.high)
FROM wanted w
"""


class Texts:
    """The texts of a database, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def near(self, places: Hashes, reach: int) -> Postings:
        """Rows of the lists that places stand in: `Shelf.near`."""
        wanted = np.unique(places).tolist()
        if not wanted:
            return _postings([])
        self._emptied("wanted", "place BIGINT, low BIGINT, high BIGINT")
        self._emptied("around", "low BIGINT, high BIGINT")
        rows = [{"place": one, "low": one - one % _LIST, "high": one - one % _LIST + _LIST - 1} for one in wanted]
        self._connection.execute(text("INSERT INTO wanted (place, low, high) VALUES (:place, :low, :high)"), rows)
        self._connection.execute(text(_AROUND), {"reach": reach + 1})
        stretches = _merged(
            (row.low, row.high) for row in self._connection.execute(text("SELECT low, high FROM around ORDER BY low, high"))
        )
        self._emptied("around", "")
        self._connection.execute(text("INSERT INTO around (low, high) VALUES (:low, :high)"), [{"low": a, "high": b} for a, b in stretches])
        query = "SELECT p.place, p.mark, p.outlet, p.size FROM around a CROSS JOIN places p WHERE p.place >= a.low AND p.place <= a.high"
        return _postings([tuple(row) for row in self._connection.execute(text(query))])

    def prints(self, marks: Sequence[int]) -> Iterator[Print]:
        """The prints of texts that are kept: `Shelf.prints`."""
        for some in many(sorted(set(marks))):
            for data in self._connection.execute(select(_T.print).where(_T.mark.in_(some)).order_by(_T.mark)).scalars().all():
                yield print_of(released(data))

    def pairs(self, marks: Sequence[int]) -> Iterator[Copy]:
        """The pairs of texts: `Shelf.pairs`."""
        found: dict[tuple[int, int], bytes] = {}
        for some in many(sorted(set(marks))):
            for row in self._connection.execute(select(schema.pairs).where(or_(_C.a.in_(some), _C.b.in_(some)))):
                found[row.a, row.b] = row.copy
        return (unpacked(found[pair], Copy) for pair in sorted(found))

    def origins(self, marks: Sequence[int]) -> dict[str, str]:
        """The origins of texts: `Shelf.origins`."""
        whence = schema.texts.alias().c
        query = select(_T.id, whence.id.label("origin")).join_from(schema.texts, whence.id.table, whence.mark == _T.origin)
        found: dict[str, str] = {}
        for some in many(sorted(set(marks))):
            found |= {row.id: row.origin for row in self._connection.execute(query.where(_T.mark.in_(some)))}
        return found

    def members(self, origins: Sequence[int]) -> Iterator[str]:
        """The ids of texts with one of these origins: `Shelf.members`."""
        for some in many(sorted(set(origins))):
            yield from self._connection.execute(select(_T.id).where(_T.origin.in_(some)).order_by(_T.mark)).scalars().all()

    def write(self, change: Change) -> None:
        """Keeps what a change says."""
        for few in many([mark(one.id) for one in change.left]):
            self._connection.execute(delete(schema.texts).where(_T.mark.in_(few)))
        if len(change.gone):
            gone = delete(schema.places).where(_P.place == bindparam("x"), _P.mark == bindparam("y"))
            rows = zip(change.gone.place.tolist(), change.gone.mark.tolist(), strict=True)
            self._connection.execute(gone, [{"x": place, "y": one} for place, one in rows])
        new = change.new
        columns = (new.place.tolist(), new.mark.tolist(), new.outlet.tolist(), new.size.tolist())
        named = ("place", "mark", "outlet", "size")
        put(self._connection, schema.places, [dict(zip(named, row, strict=True)) for row in zip(*columns, strict=True)])
        rows_ = [{"mark": mark(o.id), "id": o.id, "origin": mark(o.id), "print": squeezed(print_bytes(o))} for o in change.came]
        put(self._connection, schema.texts, rows_)
        if change.origins:
            moved = update(schema.texts).where(_T.mark == bindparam("k")).values(origin=bindparam("o"))
            self._connection.execute(moved, [{"k": mark(name), "o": mark(origin)} for name, origin in sorted(change.origins.items())])
        lost = [_pair(a, b) for a, b in (*change.lost, *((one.a, one.b) for one in change.found))]
        if lost:
            taken = delete(schema.pairs).where(_C.a == bindparam("x"), _C.b == bindparam("y"))
            self._connection.execute(taken, [{"x": a, "y": b} for a, b in lost])
        found = [{**dict(zip(("a", "b"), _pair(one.a, one.b), strict=True)), "copy": packed(one)} for one in change.found]
        if found:
            self._connection.execute(insert(schema.pairs), found)

    def _emptied(self, table: str, columns: str) -> None:
        if columns:
            self._connection.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({columns})"))
        self._connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours


def _pair(a: str, b: str) -> tuple[int, int]:
    one, other = sorted((mark(a), mark(b)))
    return one, other


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
    place, marked, outlet, size = zip(*rows, strict=True) if rows else ((), (), (), ())
    places, marks, outlets = (np.array(column, dtype=np.uint64) for column in (place, marked, outlet))
    return Postings(places, marks, outlets, np.array(size, dtype=np.int64))
