"""Word -> what it makes of whatever it governs: wished for, planned, possible, refused, going on; and whether it tells the future."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple, Protocol, TypeVar

from mahdar.events.event import Status
from mahdar.events.forms import OBJECTS, noun_forms, verb_forms
from mahdar.events.lexicon import ROOM, word_set
from mahdar.spans import folded, table


class _Kind(Protocol):
    """What tells a verb from a noun."""

    @property
    def kind(self) -> str: ...


T = TypeVar("T", bound=_Kind)


class Governor(NamedTuple):
    """The status of what a word governs, up to `reach` words behind it, and whether the word is a verb or a noun."""

    status: Status
    reach: int
    kind: str


# Only a noun has the article or a preposition written to it: بحثا is no حثا.
_VERBAL = ("", "و", "ف", "س", "وس", "ل", "ول")
_LEADS = (*_VERBAL, "ب", "ال", "وال", "بال", "لل", "وب")
_SHORTEST_FUTURE = 5


@cache
def _known() -> dict[str, Governor]:
    found: dict[str, Governor] = {}
    for row in table(ROOM, "governors.tsv"):
        one = Governor(row["status"], int(row["reach"]), "verb")  # type: ignore[arg-type]  # the table holds statuses only
        for form, tense, person in verb_forms(folded(row["perfect"]), folded(row["imperfect"])) if row["perfect"] != "-" else ():
            mine = tense == "perfect" and person == "1" and form.endswith("ت")  # احتجت: she protested, and rarely I needed
            if row["tense"] in ("any", tense) and not mine:
                found.setdefault(form, one)
        for noun in folded(row["nouns"]).split():
            for form in noun_forms(noun) if noun != "-" else ():
                if form not in found or found[form].status == one.status:
                    found[form] = one._replace(kind="noun")
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
        for suffix in ("", *OBJECTS):
            stem = rest[: len(rest) - len(suffix)]
            if len(stem) > 2 and rest.endswith(suffix) and stem in known and (lead in _VERBAL or known[stem].kind != "verb"):
                return known[stem]
    return None


@lru_cache(maxsize=65536)
def future(form: str) -> Status | None:
    """What a verb with the س of the future makes of its subject and objects: planned, possible where it tells a result.

    What will remain is there already (ستبقى الشراكة).
    """
    rest = form[1:] if form[:1] in ("و", "ف") else form
    if len(rest) < _SHORTEST_FUTURE or rest[0] != "س" or rest[1] not in "يتن":
        return None
    if rest.startswith(_not_future()):
        return None
    if rest[2:].startswith(_remaining()):
        return "ongoing"
    return "possible" if rest[2:].startswith(_results()) else "planned"


@cache
def _not_future() -> tuple[str, ...]:
    return tuple(sorted(word_set("not_future")))


@cache
def _results() -> tuple[str, ...]:
    return tuple(sorted(word_set("results")))


@cache
def _remaining() -> tuple[str, ...]:
    return tuple(sorted(word_set("remaining")))
