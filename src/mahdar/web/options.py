"""The choices that filters offer."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.spans import table
from mahdar.store import View
from mahdar.store.cards import OutletCard, Page
from mahdar.web.asked import SIZE, Choice
from mahdar.web.language import label


def outlets(view: View) -> tuple[Choice, ...]:
    """The outlets, those of most articles first."""
    return tuple(Choice(one.name, f"{one.name} ({one.articles})") for one in view.outlets())


def outlet_page(view: View, number: int) -> Page[OutletCard]:
    """A page of the outlets."""
    every = view.outlets()
    return Page(every[(number - 1) * SIZE : number * SIZE], number, SIZE, len(every))


def issues() -> tuple[Choice, ...]:
    """The issues that claims are about."""
    return tuple(Choice(row["issue"], row["label_ar"], row["label_en"]) for row in table("mahdar.claims", "issues.tsv"))


def named(keys: Sequence[str], family: str) -> tuple[Choice, ...]:
    """Codes with their labels: `family` is where the labels of such codes stand."""
    return tuple(Choice(key, label(f"{family}.{key}").ar, label(f"{family}.{key}").en) for key in keys)
