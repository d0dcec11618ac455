"""What states, places and bodies are grouped by: tables first, spelling second."""

from __future__ import annotations

from functools import cache, lru_cache

from mahdar.actors.blocking import skeleton
from mahdar.actors.cluster import Seen
from mahdar.actors.letters import key
from mahdar.actors.likeness import likeness
from mahdar.actors.naming import Unit
from mahdar.actors.states import state_named, state_of_capital, state_of_demonym
from mahdar.spans import table

_MINISTRY = "وزاره "
_AGENCY = "وكاله"
#: Why mentions of one key are one.
TABLE = "the same by the table or by its spelling"
_LISTS = ("media", "company", "marked")  # rows of these kinds list many bodies


def state_of(seen: Seen) -> str | None:
    """The state that a mention of a place means: by its name, or by its capital where that acts."""
    return state_named(seen.text) or (state_of_capital(seen.text) if seen.mention.acts else None)


def place_of(text: str) -> str:
    """What a place that is no state is grouped by: a capital, which may have more than one spelling, or its words."""
    return _city(text) or key(text)


@lru_cache(maxsize=20_000)
def _city(text: str) -> str | None:
    """The key of a capital, which may have more than one spelling."""
    iso = state_of_capital(text)
    return f"capital {iso}" if iso else None


def listed(text: str) -> bool:
    """Whether a name of a body stands in the table."""
    return key(text) in _known()


@cache
def _known() -> dict[str, str]:
    """Every name of a body in the table, to its first name; rows that list many bodies join only what is one by its letters."""
    found: dict[str, str] = {}
    for row in table("mahdar.names", "bodies.tsv"):
        first, *others = row["names"].split("|")
        for form in others:
            if row["kind"] not in _LISTS or (row["kind"] == "media" and _short_for(form, first)):
                found.setdefault(key(form), key(first))
        found.setdefault(key(first), key(first))
    return found


def _short_for(form: str, name: str) -> bool:
    """Whether a name is an acronym or another spelling of an outlet's name: واس for an agency, BBC, الجارديان."""
    a, b = key(form), key(name)
    letters = form.isascii() or all(len(word) <= 2 for word in a.split())
    return (
        letters
        or (b.startswith(_AGENCY) and len(a) <= 4)
        or a in b
        or b in a
        or skeleton(a.replace(" ", "")) == skeleton(b.replace(" ", ""))
    )


@lru_cache(maxsize=20_000)
def body_of(text: str) -> str:
    """What a body is grouped by: its first name in the table, or its words with demonyms as states."""
    plain = key(text)
    for form in (plain, f"ال{plain}"):
        if form in _known():
            return _known()[form]
    words = [state_of_demonym(word) or word for word in plain.removeprefix(_MINISTRY).split()]
    return " ".join(words) or plain


def whole(body: str) -> str:
    """A body with the article that its preposition may have swallowed: للأمم leaves أمم."""
    return "ال" + body


def shape(body: str) -> str:
    """What spellings of one body's name share."""
    return " ".join(skeleton(word) for word in key(body).split())


def spelt_alike(a: str, b: str) -> float:
    """How alike two names of bodies are, word by word; 0 where they have not the same number of words."""
    first, second = key(a).split(), key(b).split()
    if len(first) != len(second):
        return 0.0
    return min((likeness(Unit(x), Unit(y)) for x, y in zip(first, second, strict=True)), default=0.0)
