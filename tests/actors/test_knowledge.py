"""Knowledge bases and decisions: what the user brings is read row by row, and a bad row is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mahdar.actors import Decision, Entity, added, decided, decisions, imported, knowledge_base, saved, withdrawn, written
from mahdar.errors import InputError


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_csv_rows_become_entities_and_a_bad_row_is_named_while_the_rest_go_in(tmp_path: Path) -> None:
    file = write(
        tmp_path / "people.csv",
        "id,name,aliases,kind,wikidata",
        "1,سمير الحاتمي,أبو وائل|Samir Hatimi,person,Q99",
        "2,,بلا اسم,person,",
        "3,هيئة الموانئ,,organisation,",
        "4,نادر الصفواني,,person,99",
        ",مجهول,,person,",
        "5,زائد,,person,,,كثير",
    )
    found, wrong = imported(file)
    assert [(e.id, e.kind, e.names, e.wikidata) for e in found] == [
        ("1", "person", ("سمير الحاتمي", "أبو وائل", "Samir Hatimi"), "Q99"),
        ("3", "organisation", ("هيئة الموانئ",), None),
    ]
    assert [(e.row, e.reason) for e in wrong] == [
        ("3", "it has no name"),
        ("5", "'99' is no Wikidata id"),
        ("6", "it has no id"),
        ("7", "it has more cells than the first row"),
    ]


def test_follow_the_money_and_wikidata_lines_are_told_apart_row_by_row(tmp_path: Path) -> None:
    money = {"id": "ftm-1", "schema": "Person", "properties": {"name": ["سمير الحاتمي"], "alias": ["أبو وائل"], "wikidataId": ["Q99"]}}
    human = {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}
    item = {"id": "Q7", "labels": {"ar": {"value": "نادر"}}, "aliases": {"ar": [{"value": "أبو زيد"}]}, "claims": {"P31": [human]}}
    body = {"id": "Q8", "labels": {"ar": {"value": "هيئة"}}, "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q43229"}}}}]}}
    lines = ["[", *(json.dumps(x, ensure_ascii=False) + "," for x in (money, item, body)), "{broken", '{"id": "Q9"}', "]"]
    found, wrong = imported(write(tmp_path / "kb.jsonl", *lines))
    assert [(e.id, e.kind, e.names, e.wikidata) for e in found] == [
        ("ftm-1", "person", ("سمير الحاتمي", "أبو وائل"), "Q99"),
        ("Q7", "person", ("نادر", "أبو زيد"), "Q7"),
        ("Q8", "organisation", ("هيئة",), "Q8"),
    ]
    assert [e.row for e in wrong] == ["5", "6"]


def test_a_missing_column_or_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'id' and 'name'"):
        imported(write(tmp_path / "x.csv", "who,what", "a,b"))
    with pytest.raises(InputError, match="no such knowledge base"):
        knowledge_base(tmp_path / "none.jsonl")


def test_a_saved_knowledge_base_reads_back_and_grows_without_doubling(tmp_path: Path) -> None:
    old = (Entity("1", "person", ("سمير",)), Entity("2", "person", ("نادر",)))
    grown = added(old, (Entity("1", "person", ("سمير", "أبو وائل"), "Q99"),))
    (tmp_path / "kb.jsonl").write_bytes(saved(grown))
    assert knowledge_base(tmp_path / "kb.jsonl") == (Entity("1", "person", ("سمير", "أبو وائل"), "Q99"), old[1])


def test_decisions_are_written_replaced_and_withdrawn_whatever_the_order_of_the_names(tmp_path: Path) -> None:
    first = decided((), Decision("same", "سمير الحاتمي", "أبو وائل", "قال لي"))
    second = decided(first, Decision("different", "أبو وائل", "سمير  الحاتمي"))
    assert [d.ruling for d in second] == ["different"]
    file = tmp_path / "decisions.tsv"
    file.write_text(written(second), "utf-8")
    assert decisions(file) == second
    assert withdrawn(second, "سمير الحاتمي", "ابو وائل") == ()
    assert decisions(tmp_path / "none.tsv") == ()


def test_a_row_that_is_no_decision_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 2"):
        decisions(write(tmp_path / "d.tsv", "same\tأ\tب", "maybe\tأ\tب"))
