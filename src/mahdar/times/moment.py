"""A temporal expression and its value."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from mahdar.spans import Anchor

MomentType = Literal["DATE", "TIME", "DURATION", "SET"]


class Moment(Struct, frozen=True, gc=False):
    """One temporal expression, resolved as far as the text allows.

    `value` is TIMEX3 (`2021-06-16`, `2021-06`, `P5Y`, `PAST_REF`, `2011/2015`...), `first` and `last` the ISO days
    (or years) that the expression covers where it names a stretch of the calendar. `granularity` is the smallest
    unit said: second, minute, hour, part, day, week, month, season, quarter, half, year, decade, century, vague.
    `basis` says against what it was resolved: `absolute`, `published`, `previous` (a date named before), `speech`
    (the moment of a quotation); `rule` is the name of the rule that read it; `checks` what agrees or disagrees
    (a weekday against its date, a Hijri date against its Gregorian twin).
    """

    id: str
    anchor: Anchor
    type: MomentType
    value: str
    granularity: str
    rule: str
    basis: str = "absolute"
    first: str | None = None
    last: str | None = None
    checks: tuple[str, ...] = ()
