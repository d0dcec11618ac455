"""Texts that come and go -> what changes among the copies, at a price that follows these texts and not all that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
from msgspec import Struct

from mahdar.copies.candidates import NEAR, Met
from mahdar.copies.copy import Copy
from mahdar.copies.fingerprint import Print
from mahdar.copies.judge import judged
from mahdar.copies.lists import Lists, Pair, lists
from mahdar.copies.origins import regrouped
from mahdar.copies.place import mark
from mahdar.copies.postings import Postings, postings
from mahdar.copies.shelf import Change, Shelf, key
from mahdar.copies.side import Side, sides

#: Pairs that are judged at once.
TOGETHER = 256


def changed(shelf: Shelf, came: Iterable[Print], left: Iterable[str] = ()) -> Change:
    """What changes when texts come, or come in another version under the same id, and texts leave.

    Whatever the batches and their order, the pairs and origins kept afterwards are those of `copies` and `origins` over
    all texts that are then there.
    """
    fresh = {one.id: one for one in came}
    new = tuple(fresh[name] for name in sorted(fresh))
    old = tuple(sorted(shelf.prints(sorted(map(mark, {*left, *fresh}))), key=lambda one: one.id))
    moves = _Moves(shelf, old, new, postings(old), postings(new))
    around = np.concatenate([moves.gone.place, moves.rows.place])
    held = lists(shelf, moves.gone, moves.rows, around=around, reach=2 * NEAR)
    known, again = moves.doubtful(held)
    judged = {key(copy): copy for copy in chain(moves.judged(held.came()), moves.judged(again))}
    lost = tuple(sorted(known.keys() - judged.keys()))
    found = tuple(sorted(copy for pair, copy in judged.items() if known.get(pair) != copy))
    origins = regrouped(shelf, old, new, lost=[copy for pair, copy in known.items() if judged.get(pair) != copy], found=found)
    return Change(old, moves.gone, new, moves.rows, lost, found, origins)


class _Moves(Struct, frozen=True, eq=False):
    """The texts that go and come, with their rows, and what is read of others on the way."""

    shelf: Shelf
    old: tuple[Print, ...]
    new: tuple[Print, ...]
    gone: Postings
    rows: Postings
    sides: dict[int, Side] = {}

    def doubtful(self, held: Lists) -> tuple[dict[tuple[str, str], Copy], Met]:
        """The kept pairs that may not be as they were, and what the lists say now of those whose texts both stay."""
        doubts, joined = held.stirred()
        moved = {mark(text.id) for text in (*self.old, *self.new)}
        pairs = [(_marks(copy), copy) for copy in self.shelf.pairs([*doubts.marks.tolist(), *(mark(text.id) for text in self.old)])]
        doubtful = doubts.hold([pair for pair, _ in pairs])
        known = {key(copy): copy for (pair, copy), doubt in zip(pairs, doubtful, strict=True) if doubt or pair in joined or moved & {*pair}}
        again = joined | {pair for (pair, _), doubt in zip(pairs, doubtful, strict=True) if doubt}
        return known, self._met(frozenset(pair for pair in again if not moved & {*pair}))

    def _met(self, pairs: frozenset[Pair]) -> Met:
        """What the lists say of pairs of texts that stay."""
        rows = postings(list(self.shelf.prints(sorted({name for pair in pairs for name in pair}))))
        keys, at, held = np.unique(rows.place >> np.uint64(32), return_inverse=True, return_counts=True)
        new = self.rows.at(np.isin(self.rows.place >> np.uint64(32), keys[held > 1]))
        return lists(self.shelf, self.gone, new, around=rows.place[held[at] > 1], reach=NEAR).between(pairs)

    def judged(self, seen: Met) -> Iterator[Copy]:
        """The pairs that share a stretch worth naming, of those that meet often enough."""
        enough = seen.enough()
        pairs = list(zip(seen.one[enough].tolist(), seen.other[enough].tolist(), strict=True))
        plain = (seen.plain[enough] / seen.count[enough]).tolist()
        self._read({name for pair in pairs for name in pair} - self.sides.keys())
        for start in range(0, len(pairs), TOGETHER):
            few = zip(pairs[start : start + TOGETHER], plain[start : start + TOGETHER], strict=True)
            yield from judged([(self.sides[one], self.sides[other], share) for (one, other), share in few])

    def _read(self, marks: set[int]) -> None:
        """Makes texts ready."""
        fresh = [one for one in self.new if mark(one.id) in marks]
        kept = self.shelf.prints(sorted(marks - {mark(one.id) for one in fresh}))
        self.sides.update((mark(one.text.id), one) for one in sides([*fresh, *kept]))


def _marks(copy: Copy) -> Pair:
    one, other = mark(copy.a), mark(copy.b)
    return (one, other) if one < other else (other, one)
