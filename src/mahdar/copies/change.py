"""Texts that come and go -> what changes among the copies, at a price that follows these texts and not all that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from msgspec import Struct

from mahdar.copies.candidates import NEAR, Met
from mahdar.copies.copy import Copy
from mahdar.copies.fingerprint import Hashes, Print, whole
from mahdar.copies.judge import judge
from mahdar.copies.lists import Lists, Pair, lists
from mahdar.copies.origins import regrouped
from mahdar.copies.place import mark, places
from mahdar.copies.postings import Postings, postings
from mahdar.copies.shelf import Change, Shelf, key
from mahdar.copies.side import Side, among, side


def changed(shelf: Shelf, came: Iterable[Print], left: Iterable[str] = ()) -> Change:
    """What changes when texts come, or come in another version under the same id, and texts leave.

    Whatever the batches and their order, the pairs and origins kept afterwards are those of `copies` and `origins` over
    all texts that are then there.
    """
    fresh = {one.id: one for one in came}
    new = tuple(fresh[name] for name in sorted(fresh))
    old = tuple(sorted(map(whole, shelf.prints(sorted(map(mark, {*left, *fresh})))), key=lambda one: one.id))
    moves = _Moves(shelf, old, new, postings(old), postings(new))
    around = np.concatenate([moves.gone.place, moves.rows.place])
    held = lists(shelf, moves.gone, moves.rows, around=around, reach=2 * NEAR)
    known, again = moves.doubtful(held)
    judged = {key(copy): copy for copy in chain(moves.judged(held.came()), moves.judged(again))}
    lost = tuple(sorted(known.keys() - judged.keys()))
    found = tuple(sorted(copy for pair, copy in judged.items() if known.get(pair) != copy))
    origins = regrouped(shelf, old, new, lost=[known[pair] for pair in lost], found=found)
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
        texts = {mark(text.id): whole(text) for text in self.shelf.prints(sorted({name for pair in pairs for name in pair}))}
        where = [place for one, other in sorted(pairs) for place in _shared(texts[one], texts[other])]
        around = np.concatenate(where) if where else np.array([], dtype=np.uint64)
        return lists(self.shelf, self.gone, self.rows, around=around, reach=NEAR).between(pairs)

    def judged(self, seen: Met) -> Iterator[Copy]:
        """The pairs that share a stretch worth naming, of those that meet often enough."""
        enough = seen.enough()
        pairs = list(zip(seen.one[enough].tolist(), seen.other[enough].tolist(), strict=True))
        plain = (seen.plain[enough] / seen.count[enough]).tolist()
        self._read({name for pair in pairs for name in pair})
        for (one, other), share in zip(pairs, plain, strict=True):
            copy = judge(self.sides[one], self.sides[other], plain=share)
            if copy is not None:
                yield copy

    def _read(self, marks: set[int]) -> None:
        """Makes texts ready that are not yet."""
        self.sides.update((mark(one.id), side(one)) for one in self.new if mark(one.id) in marks and mark(one.id) not in self.sides)
        self.sides.update((mark(one.id), side(whole(one))) for one in self.shelf.prints(sorted(marks - self.sides.keys())))


def _marks(copy: Copy) -> Pair:
    one, other = mark(copy.a), mark(copy.b)
    return (one, other) if one < other else (other, one)


def _shared(one: Print, other: Print) -> Sequence[Hashes]:
    """The places of two texts in the lists that both stand in."""
    at, there = places(one), places(other)
    both, where = among(at >> np.uint64(32), there >> np.uint64(32))
    return [at[both], there[where[both]]]
