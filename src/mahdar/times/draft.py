"""A temporal expression as read, before it is resolved against any date."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["point", "unit", "season", "feast", "duration", "ref", "set", "range", "ago", "century", "name"]
Relation = Literal["past", "next", "this", "same", "following", "before-last", "after-next"]


class Draft(Struct, frozen=True, kw_only=True):
    """What the words say, each in its field; None for what they do not say.

    `point`: a day, month or year of the calendar by number, weekday or distance from today, with a part of day or
    a clock time. `unit`: a week, month, quarter, year by relation. `ago`: a distance in units, negative for the past.
    `range`: from `low` to `high`. `name`: words of time that are a name, and no expression. `value` holds the finished
    value of `ref` and `set`, the length of `duration`.
    """

    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hijri: bool = False
    weekday: int | None = None
    second_weekday: int | None = None
    offset: int | None = None
    relation: Relation | None = None
    year_relation: Relation | None = None
    part: str | None = None
    clock: str | None = None
    unit: str | None = None
    count: float | None = None
    ordinal: int | None = None
    bound: str | None = None
    value: str | None = None
    loose: bool = False
    twin: Draft | None = None
    low: Draft | None = None
    high: Draft | None = None
