from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mahdar.exports import codes
from mahdar.exports.parties import codes_in
from mahdar.records import Record

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "exports" / "parties.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["words"] for c in CASES])
def test_an_office_or_a_name_gives_the_codes_that_its_words_say(case: dict[str, str]) -> None:
    found = codes_in(case["words"])
    assert (found.state, found.sector) == (case.get("state", ""), case.get("sector", ""))


def test_people_get_the_codes_of_their_offices(record: Record) -> None:
    found = codes(record)
    named = {a.name: found[a.id] for a in record.actors if a.kind == "person"}
    assert any(c.state == "USA" and c.sector == "GOV" for c in named.values())
    assert any(c.state == "RUS" and c.sector == "GOV" for c in named.values())


def test_offices_that_disagree_give_no_code(hard: Record) -> None:
    from mahdar.exports.parties import codes_of

    actor = hard.actors[0]
    assert codes_of(actor, ["الوزير الأردني", "السفير المصري"]).state == ""
    assert codes_of(actor, ["الوزير الأردني", "السفير المصري"]).sector == "GOV"
