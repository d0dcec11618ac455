"""The sections of the page, in their order; each is a function from the record's index to HTML, or to nothing."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.sections.accounts import accounts
from mahdar.records.sections.claims import outcomes, stances
from mahdar.records.sections.coverage import coverage
from mahdar.records.sections.engagement import engagement
from mahdar.records.sections.people import people
from mahdar.records.sections.positions import positions
from mahdar.records.sections.said import said
from mahdar.records.sections.sources import sources
from mahdar.records.sections.times import times


class Section(Struct, frozen=True):
    """A section: `key` is its place on the page and the key of its label."""

    key: str
    render: Callable[[Index], Markup]


SECTIONS = (
    Section("engagement", engagement),
    Section("outcomes", outcomes),
    Section("stances", stances),
    Section("positions", positions),
    Section("said", said),
    Section("times", times),
    Section("accounts", accounts),
    Section("coverage", coverage),
    Section("people", people),
    Section("sources", sources),
)

__all__ = ["SECTIONS", "Section"]
