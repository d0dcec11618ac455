"""A user's own decisions about who is who: data beside the record, withdrawable, stronger than any score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from mahdar.actors.actor import Link
from mahdar.actors.cluster import Edge
from mahdar.actors.letters import key
from mahdar.errors import InputError
from mahdar.spans import Anchor

Ruling = Literal["same", "different"]
_HEADER = "ruling\ta\tb\tnote"


class Decision(Struct, frozen=True):
    """That two names are one actor's, or that they are not; `note` is the user's reason."""

    ruling: Ruling
    a: str
    b: str
    note: str = ""


def decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a TSV file (ruling, a, b, note); none when there is no such file.

    Raises InputError naming the row that is no decision.
    """
    if not path.exists():
        return ()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read as UTF-8 text ({error})") from error
    found: list[Decision] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line == _HEADER:
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3 or cells[0] not in ("same", "different") or not (cells[1] and cells[2]):
            raise InputError(str(path), "a row is 'same' or 'different', two names and a note, parted by tabs", row=str(number))
        found.append(Decision("same" if cells[0] == "same" else "different", cells[1], cells[2], cells[3] if len(cells) > 3 else ""))
    return tuple(found)


def written(found: Sequence[Decision]) -> str:
    """The decisions as the text of their file."""
    return "\n".join([_HEADER, *("\t".join((d.ruling, d.a, d.b, d.note)) for d in found)]) + "\n"


def decided(found: Sequence[Decision], new: Decision) -> tuple[Decision, ...]:
    """The decisions with a new one added; it takes the place of an older one on the same two names."""
    pair = _pair(new)
    return (*(d for d in found if _pair(d) != pair), new)


def withdrawn(found: Sequence[Decision], a: str, b: str) -> tuple[Decision, ...]:
    """The decisions without the one on these two names."""
    pair = frozenset((key(a), key(b)))
    return tuple(d for d in found if _pair(d) != pair)


def standing(found: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold: of several on the same two names the last."""
    last: dict[frozenset[str], Decision] = {}
    for one in found:
        last.pop(pair := _pair(one), None)
        last[pair] = one
    return tuple(last.values())


def _pair(decision: Decision) -> frozenset[str]:
    return frozenset((key(decision.a), key(decision.b)))


class Called(Protocol):
    """A group of mentions with everything that it is called, as decisions are looked up by."""

    @property
    def called(self) -> frozenset[str]:
        """Its names."""


class Placed(Called, Protocol):
    """A group with the place where it stands first."""

    @property
    def anchor(self) -> Anchor:
        """Where it stands first."""


class Rulings:
    """Decisions, looked up by the names that groups of mentions have."""

    def __init__(self, found: Sequence[Decision] = ()) -> None:
        self._same = tuple((key(d.a), key(d.b), d) for d in found if d.ruling == "same")
        self._different = tuple((key(d.a), key(d.b)) for d in found if d.ruling == "different")

    def apart(self, a: Called, b: Called) -> bool:
        """Whether a decision keeps two groups apart."""
        if not self._different:
            return False
        of_a, of_b = a.called, b.called
        return any((x in of_a and y in of_b) or (y in of_a and x in of_b) for x, y in self._different)

    def partners(self, called: Iterable[str]) -> set[str]:
        """The names that decisions say are the same as one of these, these among them."""
        names = set(called)
        return {name for x, y, _ in self._same if x in names or y in names for name in (x, y)}

    def edges(self, groups: Sequence[Placed]) -> Iterator[Edge]:
        """An edge for every decision that two groups are one."""
        if not self._same:
            return
        holders: dict[str, list[int]] = {}
        for i, one in enumerate(groups):
            for name in sorted(one.called):
                holders.setdefault(name, []).append(i)
        for x, y, decision in self._same:
            why = f"decided by the user: «{decision.a}» is «{decision.b}»" + (f" ({decision.note})" if decision.note else "")
            together = sorted({*holders.get(x, ()), *holders.get(y, ())}) if x in holders and y in holders else []
            for i in together[1:]:
                yield Edge(i, together[0], Link(groups[i].anchor, groups[together[0]].anchor, 1.0, why, "decision"))
