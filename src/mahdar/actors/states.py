"""Which state a word means: its name, its capital, what belongs to it. The table is the one of the names room."""

from __future__ import annotations

from functools import cache

from mahdar.actors.letters import normal
from mahdar.spans import Row, table

_SHADDA = "\N{ARABIC SHADDA}"


@cache
def _rows() -> dict[str, Row]:
    return {row["iso"]: row for row in table("mahdar.names", "states.tsv")}


@cache
def _forms(column: str, *, marked: bool = False) -> dict[str, str]:
    """Normal form to ISO code, for one column of the table, or the form with its marks; of two states the first keeps it."""
    found: dict[str, str] = {}
    for iso, row in _rows().items():
        for form in row[column].split("|"):
            if form:
                found.setdefault(form if marked else _key(form), iso)
    return found


def _key(text: str) -> str:
    return " ".join(word for word in map(normal, text.split()) if word)


def _with_article(key: str) -> str:
    """A name with the article that its preposition swallowed: للكويت, of which a mention is كويت."""
    return "ال" + key.removeprefix("لل")


def state_named(text: str) -> str | None:
    """The ISO code of the state that these words name, if they name one.

    >>> state_named("الولايات المتحدة"), state_named("موسكو")
    ('US', None)
    """
    if _SHADDA in text and _forms("capitals", marked=True).get(text):
        return None  # عمّان is a capital, عمان a state
    key = _key(text)
    names = _forms("names")
    return names.get(key) or names.get(_with_article(key))


def state_of_capital(text: str) -> str | None:
    """The ISO code of the state whose capital these words name."""
    capitals, key = _forms("capitals"), _key(text)
    return capitals.get(key) or capitals.get(_with_article(key))


def state_of_demonym(word: str) -> str | None:
    """The ISO code of the state that an adjective in normal form belongs to (الروسي، أميركية)."""
    bare = word.removeprefix("ال")
    demonyms = _forms("demonyms")
    found = demonyms.get(bare) or demonyms.get(bare.removesuffix("ه"))
    return found or (demonyms.get(bare.removesuffix("يين") + "ي") if bare.endswith("يين") else None)


def rank_of(text: str, iso: str) -> int:
    """How far down the list of a state's names these words stand; the first is the one it is known by."""
    names = [_key(form) for form in _rows()[iso]["names"].split("|")]
    return next((names.index(key) for key in (_key(text), _with_article(_key(text))) if key in names), len(names))


def wikidata_of(iso: str) -> str | None:
    """The Wikidata id of a state, as the table has it."""
    return _rows()[iso]["wikidata"] or None
