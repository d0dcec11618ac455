"""Word -> what it makes of whatever it governs: wished for, planned, possible, refused, going on; and whether it tells the future."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from mahdar.events.event import Status
from mahdar.events.forms import OBJECTS, noun_forms, verb_forms
from mahdar.events.lexicon import ROOM, word_set
from mahdar.spans import folded, table

T = TypeVar("T")


class Governor(NamedTuple):
    """The status of what a word governs, up to `reach` words behind it."""

    status: Status
    reach: int


_LEADS = ("", "و", "ف", "س", "وس", "ل", "ب", "ال", "وال", "بال", "لل", "ول", "وب")
_SHORTEST_FUTURE = 5


@cache
def _known() -> dict[str, Governor]:
    found: dict[str, Governor] = {}
    for row in table(ROOM, "governors.tsv"):
        one = Governor(row["status"], int(row["reach"]))  # type: ignore[arg-type]  # the table holds statuses only
        for form, tense, _ in verb_forms(folded(row["perfect"]), folded(row["imperfect"])) if row["perfect"] != "-" else ():
            if row["tense"] in ("any", tense):
                found.setdefault(form, one)
        for noun in folded(row["nouns"]).split():
            for form in noun_forms(noun) if noun != "-" else ():
                found.setdefault(form, one)
    return found


@lru_cache(maxsize=65536)
def governor(form: str) -> Governor | None:
    """What a folded word makes of what it governs; nothing for most words."""
    return looked_up(form, _known())


def looked_up(form: str, known: Mapping[str, T]) -> T | None:
    """What a folded word is known as once the letters before and behind it are taken off."""
    for lead in _LEADS:
        if not form.startswith(lead):
            continue
        rest = form[len(lead) :]
        if len(rest) > 2 and rest in known:
            return known[rest]
        for suffix in OBJECTS:
            if rest.endswith(suffix) and len(rest) - len(suffix) > 2 and rest[: -len(suffix)] in known:
                return known[rest[: -len(suffix)]]
    return None


@lru_cache(maxsize=65536)
def future(form: str) -> Status | None:
    """What a verb with the س of the future makes of its subject and objects: planned, or possible where it tells a result."""
    rest = form[1:] if form[:1] in ("و", "ف") else form
    if len(rest) < _SHORTEST_FUTURE or rest[0] != "س" or rest[1] not in "يتن":
        return None
    if rest.startswith(_not_future()):
        return None
    return "possible" if any(rest[2:].startswith(stem) for stem in _results()) else "planned"


@cache
def _not_future() -> tuple[str, ...]:
    return tuple(sorted(word_set("not_future")))


@cache
def _results() -> tuple[str, ...]:
    return tuple(sorted(word_set("results")))
