"""Nothing invented: whatever a record shows is a slice of an article, a normalised value beside it, or a count."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import to_json

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "geneva-2021"
SHARED = ROOT.parent / "shared"

Json = Any


def record(paths: list[Path]) -> dict[str, Json]:
    read = [article(c) for c in captures(paths) if isinstance(c, Capture)]
    layers, people = analyse_all(read)
    loaded: dict[str, Json] = json.loads(to_json(record_of(layers, people)))
    return loaded


def spans(node: Json, owner: str | None = None) -> Iterator[tuple[str | None, int, int]]:
    """Every span under a line, with the article whose text it counts in."""
    if isinstance(node, dict):
        own = node.get("article", owner)
        if isinstance(node.get("start"), int):
            yield own, node["start"], node["end"]
        for value in node.values():
            yield from spans(value, own)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value, owner)


def assert_grounded(found: dict[str, Json]) -> None:
    texts = {a["id"]: a["text"] for a in found["articles"]}
    for kind, lines in found.items():
        if not isinstance(lines, list):
            continue
        for line in lines:
            own = line["id"] if kind == "articles" else None
            here = list(spans(line, own))
            if kind != "stories":
                assert here, f"a line of {kind} points nowhere: {line}"
            for owner, start, end in here:
                assert owner in texts, f"{kind}: {line}"
                assert 0 <= start < end <= len(texts[owner]), f"{kind}: {line}"
                assert texts[owner][start:end].strip(), f"{kind} shows nothing but space: {line}"


FOLDERS = [pytest.param(EXAMPLE, id="example")] + [
    pytest.param(
        SHARED / name,
        id=name,
        marks=pytest.mark.skipif(not (SHARED / name).exists(), reason=f"needs ../shared/{name}, absent here"),
    )
    for name in ("geneva", "gold/dev")
]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_line_of_a_record_is_a_slice_of_an_article(folder: Path) -> None:
    found = record([folder])
    assert found["articles"]
    assert found["quotations"]
    assert_grounded(found)


@pytest.mark.parametrize("folder", FOLDERS)
def test_names_in_a_record_are_words_of_its_articles(folder: Path) -> None:
    found = record([folder])
    texts = [a["text"] for a in found["articles"]]
    for quotation in found["quotations"]:
        assert not quotation["speaker_name"] or any(quotation["speaker_name"] in t for t in texts)
    for actor in found["actors"]:
        for name in actor["names"]:
            assert any(name in t for t in texts)


PIECES = st.lists(
    st.sampled_from(
        [
            "قال", "وأضاف", "الوزير", "سامي", "حداد", "إن", "أن", "أنه", ":", "«", "»", '"', "“", "”", "،", ".", "\n", "\n\n", "؟",
            "أمس", "الأربعاء", "16", "حزيران/يونيو", "2021", "مؤكدا", "نقلت", "عن", "قوله", "وفقا", "لما", "ذكره", "لم", "اجتمع", "مع",
            "دعا", "إلى", "وقف", "إطلاق", "النار", "محذرا", "من", "في", "بيان", "...", "(", ")", "ـ", "ّ", "\u200f", "\ufeff", "ﷲ", "-", "|",
        ]
    ),
    max_size=80,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(PIECES.filter(lambda pieces: any(map(str.isalpha, "".join(pieces)))))
def test_no_mixture_of_marks_cues_and_breaks_makes_a_line_that_points_nowhere(pieces: list[str]) -> None:
    one = article(Capture("mixture.txt", "dump", " ".join(pieces).encode(), "0" * 64))
    layers, people = analyse_all([one])
    assert_grounded(json.loads(to_json(record_of(layers, people))))
