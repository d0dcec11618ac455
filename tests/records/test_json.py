import json

import msgspec

from mahdar.records import Record, to_json


def test_a_record_comes_back_from_its_json(record: Record) -> None:
    assert msgspec.json.decode(to_json(record), type=Record) == record


def test_every_entry_has_a_line_of_its_own(record: Record) -> None:
    rows = to_json(record).decode().splitlines()
    kinds = [value for value in msgspec.structs.asdict(record).values() if isinstance(value, tuple)]
    assert sum(row.startswith('{"id":') for row in rows) == sum(map(len, kinds)) > 10


def test_absent_things_take_no_room(record: Record) -> None:
    loaded = json.loads(to_json(record))
    nested = next(q for q in loaded["quotations"] if q["id"] == "q4")
    assert "actor" not in nested
    assert nested["parent"] == "q3"


def test_spans_are_what_the_contract_says(record: Record) -> None:
    loaded = json.loads(to_json(record))
    texts = {a["id"]: a["text"] for a in loaded["articles"]}
    for line in loaded["quotations"]:
        content = line["content"]
        assert set(content) == {"start", "end"}
        assert texts[line["article"]][content["start"] : content["end"]].strip()
