"""Who addresses whom: a drawing of the stands that parties take towards each other, and the same in words."""

from __future__ import annotations

from collections import Counter, defaultdict

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.markup import shown
from mahdar.records.record import ClaimLine
from mahdar.records.template import fill

# What a claim is towards the party that it is about.
SENSES = {
    "agreement": "with",
    "commitment": "with",
    "demand": "ask",
    "warning": "against",
    "accusation": "against",
    "denial": "against",
    "disagreement": "against",
}
# Units of the drawing, as the other drawings have them; parties on each side; a line's thickness for each claim, and the most.
WIDTH, NAMES, ROW, TOP = 960, 210, 34, 16
SIDE = 8
STROKE, THICKEST, APART = 2.5, 16.0, 5
# So many claims of a tie are led to from the list; all of them stand in their own section.
LED = 12


class Tie(Struct, frozen=True):
    """What one party says of another in one sense, as a line of the drawing."""

    sense: str
    path: str
    width: float
    href: str
    names: tuple[str, str]
    count: int


class Line(Struct, frozen=True):
    """The same in words: the two parties, and the claims by sense with the links to them."""

    by: Markup
    to: Markup
    senses: tuple[tuple[Label, tuple[str, ...], int], ...]


def ties(index: Index) -> Markup:
    """The drawing with its list; nothing where fewer than two parties are addressed or address."""
    held = _held(index)
    right = _foremost(index, Counter({key: len(lines) for key, lines in held.items()}), 0)
    left = _foremost(index, Counter({key: len(lines) for key, lines in held.items() if key[0] in right}), 1)
    drawn = {key: lines for key, lines in held.items() if key[0] in right and key[1] in left}
    right = [actor for actor in right if any(by == actor for by, _, _ in drawn)]
    if len(drawn) < 2:
        return Markup("")
    rows = max(len(right), len(left))
    places = [{actor: TOP + ROW * (i + 0.5) + ROW * (rows - len(side)) / 2 for i, actor in enumerate(side)} for side in (right, left)]
    sides = [[(y, index.actors[actor].name) for actor, y in place.items()] for place in places]
    found = tuple(_tie(index, key, lines, places) for key, lines in drawn.items())
    return fill(
        "ties.html.j2",
        ties=found,
        right=sides[0],
        left=sides[1],
        width=WIDTH,
        names=NAMES,
        height=2 * TOP + ROW * rows,
        lines=_lines(index, held),
    )


def _foremost(index: Index, counts: Counter[tuple[str, str, str]], side: int) -> list[str]:
    """The parties on one side of the drawing, those of most claims first."""
    total = Counter[str]()
    for key, count in counts.items():
        total[key[side]] += count
    return sorted(total, key=lambda actor: (-total[actor], index.actors[actor].name, actor))[:SIDE]


def _held(index: Index) -> dict[tuple[str, str, str], list[ClaimLine]]:
    """The claims of each party on each other one by sense: who says one makes it where no party does, and parties agree with each other."""
    found: defaultdict[tuple[str, str, str], list[ClaimLine]] = defaultdict(list)
    for line in index.record.claims:
        if line.kind in SENSES and line.evidence:
            for by in line.by or line.said_by:
                for to in line.to or (line.by if line.kind == "agreement" else ()):
                    if by != to and by in index.actors and to in index.actors:
                        found[by, to, SENSES[line.kind]].append(line)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _tie(index: Index, key: tuple[str, str, str], lines: list[ClaimLine], places: list[dict[str, float]]) -> Tie:
    by, to, sense = key
    shift = APART * (list(dict.fromkeys(SENSES.values())).index(sense) - 1)
    start, end, x1, x2 = places[0][by] + shift, places[1][to] + shift, WIDTH - NAMES, NAMES
    middle = (x1 + x2) / 2
    path = f"M{x1} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {x2} {end:g}"
    names = (index.actors[by].name, index.actors[to].name)
    return Tie(sense, path, min(STROKE * len(lines) ** 0.7, THICKEST), f"#{lines[0].id}", names, len(lines))


def _lines(index: Index, held: dict[tuple[str, str, str], list[ClaimLine]]) -> tuple[Line, ...]:
    pairs: defaultdict[tuple[str, str], list[tuple[Label, tuple[str, ...], int]]] = defaultdict(list)
    for (by, to, sense), lines in held.items():
        pairs[by, to].append((label(f"ties.{sense}"), tuple(f"#{line.id}" for line in lines[:LED]), len(lines)))
    return tuple(Line(_name(index, by), _name(index, to), tuple(senses)) for (by, to), senses in pairs.items())


def _name(index: Index, actor: str) -> Markup:
    return Markup('<a href="#{}"><bdi>{}</bdi></a>').format(actor, shown(index.actors[actor].name))
