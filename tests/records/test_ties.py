"""Who addresses whom is drawn from the claims that name two parties, and told in words beside the drawing."""

from __future__ import annotations

import re

from msgspec.structs import replace

from mahdar.records import Record
from mahdar.records.index import Index
from mahdar.records.record import ClaimLine
from mahdar.records.sections.ties import ties

PARTIES = ("one", "other")


def _claim(record: Record, name: str, kind: str, by: tuple[str, ...], to: tuple[str, ...]) -> ClaimLine:
    return replace(record.claims[0], id=name, kind=kind, by=by, to=to)


def _drawn(record: Record, *claims: ClaimLine) -> str:
    actors = tuple(replace(record.actors[0], id=name) for name in PARTIES)
    return str(ties(Index(replace(record, actors=actors, claims=claims))))


def test_a_line_joins_who_accuses_and_who_is_accused_and_leads_to_the_claim(record: Record) -> None:
    one, other = PARTIES
    page = _drawn(
        record,
        _claim(record, "k1", "accusation", (one,), (other,)),
        _claim(record, "k2", "warning", (one,), (other,)),
        _claim(record, "k3", "demand", (other,), (one,)),
    )
    assert re.findall(r'<path class="(\w+)"', page) == ["against", "ask"]
    assert '<a href="#k1" tabindex="-1"><path class="against"' in page
    assert re.findall(r'href="#(k\d)">\d', page) == ["k1", "k2", "k3"]


def test_those_who_agree_are_joined_both_ways(record: Record) -> None:
    page = _drawn(record, _claim(record, "k1", "agreement", PARTIES, ()))
    assert re.findall(r'<path class="(\w+)"', page) == ["with", "with"]


def test_nothing_is_drawn_where_nobody_is_addressed(record: Record) -> None:
    one = PARTIES[0]
    assert _drawn(record, _claim(record, "k1", "demand", (one,), ()), _claim(record, "k2", "demand", (one,), (one,))) == ""
