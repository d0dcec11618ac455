from __future__ import annotations

import json

from mahdar.exports import export
from mahdar.records import Record


def read(record: Record) -> list[dict[str, object]]:
    return [json.loads(line) for _, chunks in export(record, "jsonl") for line in b"".join(chunks).splitlines()]


def test_every_line_is_an_object_that_says_what_it_is(record: Record) -> None:
    lines = read(record)
    assert {line["table"] for line in lines} == {
        "article", "quotation", "event", "claim", "time", "mention", "actor", "account", "story",
    }  # fmt: skip
    assert sum(line["table"] == "quotation" for line in lines) == len(record.quotations)


def test_a_kind_of_claim_or_mention_keeps_its_own_name(record: Record) -> None:
    kinds = {line["kind"] for line in read(record) if line["table"] == "claim"}
    assert kinds == {c.kind for c in record.claims}


def test_hard_words_come_back_as_they_were(hard: Record) -> None:
    text = hard.articles[0].text
    for line in read(hard):
        if line["table"] == "quotation":
            assert line["exact"] == text[int(str(line["start"])) : int(str(line["end"]))]
