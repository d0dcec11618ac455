"""The sections of the page, in their order; each is a function from the record's index to HTML, or to nothing."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.sections.claims import claims
from mahdar.records.sections.people import people
from mahdar.records.sections.said import said
from mahdar.records.sections.sources import sources
from mahdar.records.sections.times import times


class Section(Struct, frozen=True):
    """A section: `key` is its place on the page and the key of its label."""

    key: str
    render: Callable[[Index], Markup]


SECTIONS = (
    Section("said", said),
    Section("claims", claims),
    Section("times", times),
    Section("people", people),
    Section("sources", sources),
)

__all__ = ["SECTIONS", "Section"]
