"""Two tellings of one fact -> values of one slot that cannot both hold.

Precision comes first: what one article words otherwise, counts in part, counts later or tells with both values is no clash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from mahdar.accounts.amounts import MEASURES, PEOPLE
from mahdar.accounts.lexicon import states
from mahdar.accounts.telling import Amount, Dated, Filled, Telling

#: Two tellings must be this much alike for values that exclude each other to be called a contradiction: below it they
#: may speak of different things. Numbers of people in one slot (killed, hurt, held) need the first where a name or a day is told
#: in common, all else the second.
SAME_SCOPE = 0.25
MUCH_ALIKE = 0.5
#: Amounts of one thing need tellings this much alike, and so many words around them in common.
SAME_AMOUNT = 0.45
_AROUND = 2
_BESIDE = 1
#: Counts of people told later may have risen, unless what is counted lies so many days back.
SETTLED = timedelta(days=7)
#: Ages a year apart may both be right.
_BIRTHDAY = 1.5
#: Tolls of one happening are seldom told so many times apart; those of two happenings of a story often are.
_FAR = 10
#: A story in which more of the articles than this count one slot twice tells of several happenings.
_TWICE = 1 / 3
# Letters that the spelling of one name may leave out, and those that it may change into each other.
_WEAK = re.compile("[اويىءئؤهة]")
_SOUNDS = str.maketrans("غجقكشثصتطدضذظزب", "ككككسسسططددددسف")


class Known(Struct, frozen=True, gc=False):
    """What an article tells anywhere: the day it appeared, who in it tells which numbers of what, its folded words between spaces."""

    published: str
    counts: Mapping[str, frozenset[tuple[str, float]]]
    words: str


class Pair(Struct, frozen=True, gc=False):
    """Two tellings, how alike they are, and what their articles tell elsewhere.

    `several` are the slots that their story fills for several happenings.
    """

    one: Telling
    other: Telling
    score: float
    about: tuple[Known, Known]
    several: frozenset[str]


def known(published: str, tellings: Sequence[Telling], words: str) -> Known:
    """What an article tells in all its tellings."""
    found: dict[str, set[tuple[str, float]]] = {}
    for one in tellings:
        for amount in one.amounts:
            found.setdefault(kind_of(amount), set()).add((one.source, amount.low))
    return Known(published, {kind: frozenset(values) for kind, values in found.items()}, words)


def several(articles: Iterable[Known]) -> frozenset[str]:
    """The slots that the articles of one story fill for several happenings."""
    counts: dict[str, list[bool]] = {slot: [] for slot in sorted(PEOPLE)}
    for one in articles:
        for slot, found in counts.items():
            if values := {low for _, low in one.counts.get(slot, ())}:
                found.append(len(values) > 1)
    return frozenset(slot for slot, found in counts.items() if sum(found) > _TWICE * len(found))


def kind_of(amount: Amount) -> str:
    """What an amount is an amount of: its slot, with its owner for an age, or its unit."""
    return f"{amount.slot} {amount.owner}".strip() or amount.unit


def answering(one: Telling, other: Telling) -> Iterator[tuple[Amount, Amount]]:
    """Amounts that answer each other: of one kind and not told alike by another amount of the two tellings, each the other's nearest."""
    if not one.amounts or not other.amounts:
        return
    for kind in sorted({kind_of(a) for a in one.amounts} & {kind_of(b) for b in other.amounts}):
        mine, theirs = [a for a in one.amounts if kind_of(a) == kind], [b for b in other.amounts if kind_of(b) == kind]
        ours = [a for a in mine if not any(_equal(a, b) for b in theirs)]
        rest = [b for b in theirs if not any(_equal(a, b) for a in mine)]
        for a in ours:
            b = _nearest(a, rest)
            if b is not None and _nearest(b, ours) == a:
                yield a, b


def _equal(a: Amount, b: Amount) -> bool:
    return (a.low, a.high) == (b.low, b.high)


def _nearest(amount: Amount, among: Sequence[Amount]) -> Amount | None:
    """The amount with the most words nearby in common, or None where there is none or no telling which; one alone fills its slot."""
    if len(among) == 1 and amount.slot and amount.noun == among[0].noun:
        return among[0]
    near = sorted(((-len(amount.of & b.of), b.anchor, b) for b in among), key=lambda item: item[:2])
    if not near or not near[0][0] or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][2]


def apart(a: Amount, b: Amount) -> bool:
    """Whether two amounts exclude each other, what each may be rounded to taken in, and a dot that may group thousands."""
    if not (a.high < b.low or b.high < a.low):
        return False
    grain = max(a.grain, b.grain)
    return abs(a.low - b.low) >= grain and all(abs(x * 1000 - y) > max(grain, 1.0) for x, y in ((a.low, b.low), (b.low, a.low)))


def far(a: Amount, b: Amount) -> bool:
    """Whether two tolls are too many times apart to be those of one happening."""
    return max(a.low, b.low) > _FAR * min(a.high, b.high)


def amounts_clash(a: Amount, b: Amount, pair: Pair) -> bool:
    """Whether two amounts that answer each other contradict: one slot, one scope, one day and place of counting.

    A voice that tells both values tells of two things.
    """
    kind = kind_of(a)
    one, other, about, score = pair.one, pair.other, pair.about, pair.score
    both = (other.source, a.low) in about[1].counts[kind] or (one.source, b.low) in about[0].counts[kind]
    if both or a.noun != b.noun or not apart(a, b):
        return False
    if a.slot == "age":
        return bool(a.owner) and a.unit == b.unit and abs(a.low - b.low) > _BIRTHDAY
    if a.narrowed != b.narrowed or (a.narrowed & {"share", "update", "running"}) or _elsewhere(pair):
        return False
    if a.slot in PEOPLE:
        if a.slot in pair.several or far(a, b):
            return False
        told = any(key.startswith("@") for key in one.keys & other.keys) or _one_day(pair)
        return (score >= SAME_AMOUNT or (told and score >= SAME_SCOPE)) and not _risen(a, b, pair)
    alone = all(sum(kind_of(c) == kind for c in telling.amounts) == 1 for telling in (one, other))
    same_day = about[0].published == about[1].published
    narrow = one.scope == other.scope and len(a.of & b.of) >= _AROUND and _within(one, other)
    return alone and same_day and narrow and score >= (SAME_AMOUNT if a.unit in MEASURES else MUCH_ALIKE)


def _within(one: Telling, other: Telling) -> bool:
    """Whether one of two tellings says nothing beside numbers that the other does not: two that both do may tell of two things."""
    mine, theirs = ({key for key in telling.keys if not key.startswith("#")} for telling in (one, other))
    return min(len(mine - theirs), len(theirs - mine)) <= _BESIDE


def _risen(a: Amount, b: Amount, pair: Pair) -> bool:
    """Whether the later article counts more of what was still being counted."""
    first, second = pair.about[0].published, pair.about[1].published
    if not first or not second or first == second:
        return False
    settled = [d.last for one in (pair.one, pair.other) for d in one.dates if d.first == d.last]
    if settled and _day(min(first, second)) - _day(max(settled)) > SETTLED:
        return False
    return (b.low > a.low) == (second > first)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return date.min + SETTLED


def _elsewhere(pair: Pair) -> bool:
    """Whether both tellings name days and none in common, or places within a state and none in common."""
    here, there = ({word for n in told.names if n.kind == "place" for word in n.words} - states() for told in (pair.one, pair.other))
    one, other = pair.one.dates, pair.other.dates
    days = bool(one and other) and not any(_meet(d, e) for d in one for e in other)
    return days or (bool(here and there) and not here & there)


def _one_day(pair: Pair) -> bool:
    """Whether both tellings name one day."""
    one, other = ({d.first for d in telling.dates if d.first == d.last} for telling in (pair.one, pair.other))
    return bool(one & other)


def _meet(one: Dated, other: Dated) -> bool:
    return one.first <= other.last and other.first <= one.last


def fillings_clash(pair: Pair) -> Iterator[tuple[Filled, Filled]]:
    """Names of one slot that are no spellings of each other, and ends of one matter that exclude each other."""
    one, other, about = pair.one, pair.other, pair.about
    if pair.score < MUCH_ALIKE or (not one.filled and not other.filled):
        return
    for denying, telling in ((one, other), (other, one)):
        for f in denying.filled:
            if f.slot == "not" and f.value in telling.keys and not telling.denied and one.source == other.source:
                yield f, Filled(telling.anchor, "not", f.value)
    for slot in sorted({f.slot for f in one.filled} & {f.slot for f in other.filled} - {"not"}):
        mine, theirs = [f for f in one.filled if f.slot == slot], [f for f in other.filled if f.slot == slot]
        if len({f.value for f in mine}) != 1 or len({f.value for f in theirs}) != 1 or mine[0].value == theirs[0].value:
            continue
        a, b = mine[0], theirs[0]
        if slot.startswith("end "):
            if one.source == other.source and not one.denied and not other.denied and one.scope == other.scope:
                yield a, b
        elif not _one_name(a.value, b.value) and not _tells(about[1], a.value) and not _tells(about[0], b.value):
            yield a, b


def _one_name(one: str, other: str) -> bool:
    """Whether two names share a word or may be spellings of each other."""
    return any(a == b or _sound(a) == _sound(b) for a in one.split() for b in other.split())


def _sound(name: str) -> str:
    """What is left of a name when the letters are taken away in which its spellings part."""
    return _WEAK.sub("", name).translate(_SOUNDS)


def _tells(article: Known, name: str) -> bool:
    return f" {name.split()[-1]} " in article.words


def amounts_of_one_deed(a: Amount, b: Amount, pair: Pair) -> bool:
    """Whether two amounts of one slot contradict where little but the slot joins their sentences: each voice gives it one value.

    A story is about one happening, so what a voice counts once is the count of that.
    """
    kind = kind_of(a)
    one, other, about = pair.one, pair.other, pair.about
    voices = zip((one, other), about, strict=True)
    alone = all(len({low for source, low in known.counts[kind] if source == telling.source}) == 1 for telling, known in voices)
    alone = alone and (other.source, a.low) not in about[1].counts[kind] and (one.source, b.low) not in about[0].counts[kind]
    if not alone or kind in pair.several or a.noun != b.noun or not apart(a, b) or _elsewhere(pair):
        return False
    if a.narrowed != b.narrowed or a.narrowed & {"share", "update", "running", "part"}:
        return False
    return a.slot not in PEOPLE or not _risen(a, b, pair)
