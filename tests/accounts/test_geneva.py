"""Five outlets on one summit: what the record of them must bring together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, cast

import pytest

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record
from mahdar.records.record import AccountLine

GENEVA = Path(__file__).parents[2].parent / "shared" / "geneva"
pytestmark = pytest.mark.skipif(not GENEVA.exists(), reason="needs ../shared/geneva")


class Words(TypedDict, total=False):
    """Words that belong together: by the number of their article."""

    about: str
    wordings: list[tuple[str, str]]
    accounts: list[tuple[str, str]]


@pytest.fixture(scope="module")
def record() -> Record:
    layers, people = analyse_all([article(c) for c in captures(sorted(GENEVA.glob("*.txt"))) if isinstance(c, Capture)])
    return record_of(layers, people)


def _gold(key: str) -> list[Words]:
    return cast("list[Words]", json.loads((GENEVA / "record.gold.json").read_text("utf-8"))[key]) if GENEVA.exists() else []


def _joining(record: Record, wanted: list[tuple[str, str]]) -> list[AccountLine]:
    """The account lines whose evidence touches every one of these words."""
    places = []
    for number, words in wanted:
        one = next(a for a in record.articles if Path(a.source.file).name.startswith(number))
        start = one.text.index(words)
        places.append((one.id, start, start + len(words)))

    def touches(line: AccountLine) -> bool:
        return all(any(e.article == a and e.start < end and start < e.end for e in line.evidence) for a, start, end in places)

    return [line for line in record.accounts if touches(line)]


@pytest.mark.parametrize("pair", _gold("same_speech"), ids=str)
def test_two_wordings_of_one_remark_are_joined(record: Record, pair: Words) -> None:
    assert any(line.about == "wording" and line.relation == "differs" for line in _joining(record, pair["wordings"]))


@pytest.mark.parametrize("told", _gold("differing_accounts"), ids=str)
def test_accounts_that_differ_are_shown_to_differ(record: Record, told: Words) -> None:
    assert any(line.relation == "differs" for line in _joining(record, told["accounts"]))


@pytest.mark.parametrize("told", _gold("scope_not_contradiction"), ids=str)
def test_a_part_and_the_whole_do_not_contradict(record: Record, told: Words) -> None:
    assert not [line for line in _joining(record, told["accounts"]) if line.relation == "contradicts"]


def test_the_summit_is_followed_from_its_proposal_to_what_follows(record: Record) -> None:
    numbers = {a.id: Path(a.source.file).name[:3] for a in record.articles}
    summit = next(one for one in record.lifecycles if one.event == "CONSULT" and one.date == "2021-06-16")
    names = {a.id: a.name for a in record.actors}
    assert {names[actor] for actor in summit.parties} == {"جو بايدن", "فلاديمير بوتين"}
    stages: dict[str, set[str]] = {}
    for step in summit.steps:
        stages.setdefault(step.stage, set()).add(numbers[step.at.article])
    assert "003" in stages["proposed"]
    assert stages["planned"] == {"004"}
    assert stages["held"] == {"000", "001", "002"}
    place = summit.place
    assert place is not None
    text = next(a.text for a in record.articles if a.id == place.article)
    assert place.of(text) == "جنيف"
