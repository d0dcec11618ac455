"""Word classes that the grammar of attributions knows."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from mahdar.spans import folded, table


class Term(Struct, frozen=True):
    """What is known of a head noun: its class, and the gender and number it asks of its verb."""

    sort: str
    gender: str
    number: str


@cache
def _classes() -> dict[str, dict[str, Term]]:
    found: dict[str, dict[str, Term]] = {}
    for row in table("mahdar.quotes", "terms.tsv"):
        found.setdefault(row["class"], {})[folded(row["form"])] = Term(row["class"], row["gender"], row["number"])
    return found


@cache
def members(sort: str) -> frozenset[str]:
    """The folded forms of a class, as written in the table."""
    return frozenset(_classes()[sort])


SPEAKING = ("role", "anon", "org", "doc", "place")


@cache
def head(form: str) -> Term | None:
    """What the folded `form`, with or without the article, is as the head of a speaker; None if it is none."""
    bare = form[2:] if form.startswith("ال") and len(form) > 4 else form
    for sort in SPEAKING:
        known = _classes()[sort]
        for candidate in (form, bare):
            if candidate in known:
                return known[candidate]
    if form[-1:] == "ا" and len(form) > 4:  # تقريرا، مصدرا: the accusative behind أن
        return _classes()["doc"].get(form[:-1]) or _classes()["anon"].get(form[:-1])
    return None


def oblique(form: str) -> Term | None:
    """What a plural in ين is as a source: بحسب ناشطين، لكن محللين قالوا; None where it is none."""
    bare = form[2:] if form.startswith("ال") else form
    return _classes()["anon"].get(bare[:-2] + "ون") if bare.endswith("ين") and len(bare) > 4 else None


def is_place(form: str) -> bool:
    """Whether the folded form is a state or a capital."""
    return form in _classes()["place"]
