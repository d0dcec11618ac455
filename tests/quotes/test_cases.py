"""Every construction of reported speech by itself: what is said, by whom, and what is no statement."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypedDict, cast

import pytest

from mahdar.articles import Article, Block, Source
from mahdar.names import mentions
from mahdar.quotes import quotations
from mahdar.sentences import read
from mahdar.spans import Anchor

CASES = Path(__file__).parents[1] / "cases" / "quotes"


class Case(TypedDict, total=False):
    text: str
    headline: str
    before: str
    desk: str
    names: bool
    says: list[list[str]]


def _article(text: str, headline: str | None) -> Article:
    lines = [line for line in [headline, *text.split("\n")] if line]
    blocks, at = [], 0
    for number, line in enumerate(lines):
        blocks.append(Block(Anchor("a", at, at + len(line)), "headline" if headline and number == 0 else "body", "line"))
        at += len(line) + 1
    return Article("a", Source("a.txt", "0"), "\n".join(lines), "ar", tuple(blocks))


def _cases() -> list[tuple[str, Case]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"]):
            found.append((f"{path.stem}-{number}", cast("Case", case)))
    return found


@pytest.mark.parametrize(("name", "case"), _cases(), ids=[name for name, _ in _cases()])
def test_each_construction_gives_its_attributions_and_no_others(name: str, case: Case) -> None:
    text = "\n".join(filter(None, [case.get("before"), case["text"]]))
    article = _article(text, case.get("headline"))
    reading = read(article)
    found = quotations(reading, mentions(reading) if case.get("names") else ())
    said = [[q.type, q.name.of(article.text) if q.name else "", q.content.of(article.text)] for q in found]
    assert sorted(said) == sorted(case["says"])


def test_whole_articles_of_other_genres_are_read_nearly_whole() -> None:
    wanted = found = hits = named = 0
    for case in tomllib.loads((CASES / "whole" / "genres.toml").read_text("utf-8"))["case"]:
        article = _article(case["text"], case.get("headline"))
        reading = read(article)
        told = quotations(reading, mentions(reading))
        names = {q.content.of(article.text): q.name.of(article.text) if q.name else "" for q in told}
        said = {content.rstrip("؟"): name for _, name, content in case["says"]}
        both = said.keys() & names.keys()
        named += sum(names[c] in said[c] or said[c] in names[c] for c in both)
        wanted, found, hits = wanted + len(case["says"]), found + len(told), hits + len(both)
    assert hits >= 0.9 * wanted
    assert hits >= 0.9 * found
    assert named >= 0.94 * hits


def test_there_are_enough_cases_to_speak_of_a_grammar() -> None:
    assert len(_cases()) >= 80
