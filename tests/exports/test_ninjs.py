from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from mahdar.exports import export
from mahdar.records import Record

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "ninjs-2.1.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def read(record: Record) -> list[dict[str, Any]]:
    [(_, chunks)] = export(record, "ninjs")
    return [json.loads(line) for line in b"".join(chunks).splitlines()]


def test_every_item_is_valid(record: Record, hard: Record) -> None:
    items = [*read(record), *read(hard)]
    assert len(items) == len(record.articles) + len(record.stories) + 2
    for item in items:
        VALIDATOR.validate(item)


def test_the_schema_would_notice_a_property_of_our_own(record: Record) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate(read(record)[0] | {"story": "sto1"})


def test_a_story_is_a_composite_of_its_articles(record: Record) -> None:
    items = read(record)
    story = next(i for i in items if i["type"] == "composite")
    assert [a["uri"] for a in story["associations"]] == [i["uri"] for i in items if i["type"] == "text"]


def test_bodies_are_the_kept_stretches_and_nothing_that_was_set_aside(record: Record) -> None:
    items = {i["uri"]: i for i in read(record)}
    for article in record.articles:
        bodies = [b["value"] for b in items[f"urn:mahdar:{article.id}"]["bodies"]]
        assert bodies == [article.text[b.start : b.end] for b in article.blocks]


def test_people_bodies_and_places_of_an_article_are_listed(record: Record) -> None:
    item = next(i for i in read(record) if i["type"] == "text")
    assert {p["name"] for p in item["people"]} <= {a.name for a in record.actors if a.kind == "person"}
    assert item["people"]
    assert item["places"]
