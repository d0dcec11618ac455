"""What a line is, and the rule that says so."""

from __future__ import annotations

from msgspec import Struct

from mahdar.articles.article import Role


class Label(Struct, frozen=True):
    """What a line is, and the rule that says so."""

    role: Role
    rule: str


class Piece(Struct, frozen=True):
    """A labelled stretch of the text."""

    start: int
    end: int
    role: Role
    rule: str


class Reading(Struct, frozen=True):
    """The pieces of a text in order, and the outlet that its own words name."""

    pieces: tuple[Piece, ...]
    outlet: str | None = None
