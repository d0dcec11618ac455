"""What is told of a word by its form alone hides nothing from the rules."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import mahdar.names.scan
from mahdar.articles import Article, Block, Source
from mahdar.names import mentions
from mahdar.names.nature import nature, ordinary
from mahdar.names.openings import Openings, openings
from mahdar.names.peel import cores, peels
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor

CASES = Path(__file__).parents[1] / "cases" / "names"
TEXTS = [case["text"] for path in sorted(CASES.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
ALL_OPEN = Openings(title=True, event=True, body=True, place=True, person=True, unknown=True)


def reading(text: str) -> Reading:
    blocks = tuple(Block(Anchor("a", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    return read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))


@pytest.fixture
def closed() -> list[tuple[object, ...]]:
    """What is found in every case, words looked at only as their forms allow."""
    return [mentions(reading(text)) for text in TEXTS]


def test_every_rule_tried_at_every_word_finds_no_more(closed: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mahdar.names.scan, "openings", lambda form: ALL_OPEN)
    assert [mentions(reading(text)) for text in TEXTS] == closed


def test_no_rule_is_tried_where_nothing_can_start() -> None:
    assert not openings("اجتماعاتهم").any
    assert openings("وزير") != ALL_OPEN


@pytest.mark.parametrize(
    ("form", "common"), [("والحكومه", True), ("اجتماعاتهم", True), ("كاميرون", False), ("غريفيث", False), ("ا", False)]
)
def test_a_common_word_is_known_with_its_clitics_and_endings(form: str, common: bool) -> None:
    assert ordinary(form) is common


def test_what_is_remembered_of_forms_is_bounded() -> None:
    assert all(one.cache_parameters()["maxsize"] for one in (openings, nature, ordinary, peels, cores))
