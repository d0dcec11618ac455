from __future__ import annotations

import json
import re
from typing import Any

import pytest
from msgspec.structs import replace

from mahdar.exports import Options, export
from mahdar.records import Record
from mahdar.spans import table

#: The fields of PLOVER's manual 0.7b1 (table "PLOVER JSON" and those of its objects), and ours beside them.
FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event", "event_loc", "event_text", "quad_code",
    "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment",
}  # fmt: skip
OURS = {"date_basis", "cameo", "confidence", "rule", "status"}
ACTOR = {
    "code",
    "sector",
    "actor_text",
    "identifier_id",
    "identifier_text",
    "actor_loc",
    "religion",
    "ethnicity",
    "office",
    "gender",
    "age",
}
SECTORS = {
    "GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "ELI", "BUS", "EDU", "MED", "LAB", "AGR", "JRN",
    "REF", "REL", "SOC", "CRM",
}  # fmt: skip


def read(record: Record, certain: float = 0.0) -> list[dict[str, Any]]:
    [(_, chunks)] = export(record, "plover", options=Options(certain=certain))
    return [json.loads(line) for line in b"".join(chunks).splitlines()]


def test_every_event_has_the_fields_of_the_manual(record: Record) -> None:
    events = read(record)
    assert len(events) > 30
    for event in events:
        assert {"id", "date", "source", "event"} <= set(event) <= FIELDS | OURS
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", event["date"])
        assert event["source"]
        assert event["quad_code"] in (1, 2, 3, 4)
        for party in (*event["source"], *event.get("recipient", ())):
            assert set(party) <= ACTOR
            assert party.get("sector", "GOV") in SECTORS
            assert re.fullmatch("[A-Z]{3}", party.get("code", "USA"))


def test_every_code_has_its_quad_and_its_place_on_the_scale() -> None:
    codes = {row["code"] for row in table("mahdar.exports", "plover.tsv")}
    events = table("mahdar.events", "codes.tsv")
    assert codes == {row[column] for row in events for column in ("event", "happened", "planned", "proposed")}


def test_what_is_less_certain_than_asked_is_left_out(record: Record) -> None:
    everything, sure = read(record), read(record, 0.8)
    assert 0 < len(sure) < len(everything)
    assert all(event["confidence"] >= 0.8 for event in sure)


@pytest.mark.parametrize("status", ["denied", "possible"])
def test_what_did_not_happen_is_no_event(hard: Record, status: str) -> None:
    assert read(hard)
    assert read(replace(hard, events=tuple(replace(e, status=status) for e in hard.events))) == []


def test_an_event_without_a_source_or_a_date_is_left_out(hard: Record) -> None:
    assert read(replace(hard, events=tuple(replace(e, actor=()) for e in hard.events))) == []
    undated = replace(hard, events=tuple(replace(e, date=None) for e in hard.events))
    assert {e["date_basis"] for e in read(undated)} == {"publication"}
    assert read(replace(undated, articles=(replace(hard.articles[0], published=None),))) == []


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [("2021-06-16", "2021-06-16", None), ("2021-02", "2021-02-01", "2021-02-28"), ("2021-06-15TEV", None, None), ("2021-SU", None, None)],
)
def test_a_month_is_a_stretch_of_days_and_a_season_is_no_date(hard: Record, value: str, first: str | None, last: str | None) -> None:
    events = read(replace(hard, events=(replace(hard.events[0], date=value),)))
    if first is None and value != "2021-06-15TEV":
        assert events == []
    elif value != "2021-06-15TEV":
        assert (events[0]["date"], events[0].get("enddate")) == (first, last)
    else:
        assert events[0]["date"] == "2021-06-15"


def test_the_words_of_an_event_are_where_it_says(record: Record) -> None:
    texts = {a.id: a.text for a in record.articles}
    for event in read(record):
        at = event["text_info"]
        assert event["event_text"][0] in texts[event["cite_info"]["citation"]][at["start"] : at["end"]]
