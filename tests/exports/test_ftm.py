from __future__ import annotations

import json

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from mahdar.exports import export
from mahdar.records import Record


def read(record: Record) -> list[EntityProxy]:
    [(_, chunks)] = export(record, "ftm")
    return [model.get_proxy(json.loads(line), cleaned=False) for line in b"".join(chunks).splitlines()]


@pytest.fixture(scope="module")
def entities(record: Record) -> dict[str, EntityProxy]:
    return {str(e.id): e for e in read(record)}


def test_every_entity_is_valid_and_no_value_is_lost_in_cleaning(record: Record) -> None:
    [(_, chunks)] = export(record, "ftm")
    for line in b"".join(chunks).splitlines():
        raw = json.loads(line)
        proxy = model.get_proxy(raw, cleaned=False)
        proxy.schema.validate(raw)
        assert all(proxy.get(p.name) for p in (proxy.schema.get(name) for name in proxy.schema.required) if p)
        for name, values in raw["properties"].items():
            assert name in proxy.schema.properties, f"{raw['schema']} has no {name}"
            assert len(proxy.get(name)) == len(set(values)), f"{raw['schema']}.{name}: {values} -> {proxy.get(name)}"


def test_references_lead_to_entities_of_a_fitting_schema(entities: dict[str, EntityProxy]) -> None:
    checked = 0
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.range is not None and prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), f"{entity.schema.name}.{prop.name} leads to {entities[value].schema.name}"
                checked += 1
    assert checked > 300


def test_people_bodies_and_states_have_schemas_of_their_own(record: Record, entities: dict[str, EntityProxy]) -> None:
    people = [a for a in record.actors if a.kind == "person"]
    assert people
    assert all(entities[a.id].schema.name == "Person" for a in people)
    assert all(entities[a.id].schema.name == "PublicBody" for a in record.actors if a.kind == "state")


def test_a_quotation_is_a_note_on_its_speaker_that_names_its_article(record: Record, entities: dict[str, EntityProxy]) -> None:
    spoken = next(q for q in record.quotations if q.actor)
    note = entities[spoken.id]
    text = next(a.text for a in record.articles if a.id == spoken.article)
    assert note.get("description") == [text[spoken.content.start : spoken.content.end]]
    assert note.get("entity") == [spoken.actor]
    assert note.get("proof") == [spoken.article]
