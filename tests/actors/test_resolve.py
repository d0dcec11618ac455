"""Mentions of many articles -> Actor, by cases and by properties."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mahdar.actors import Actor, Decision, Entity, Owners, actors
from mahdar.articles import Article, Block, Source
from mahdar.names import Mention
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor, content_id

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "actors" / "resolve.toml").read_text("utf-8"))["case"]
Read = list[tuple[Reading, list[Mention]]]


def layer(number: int, text: str, wanted: list[list[str]]) -> tuple[Reading, list[Mention]]:
    """An article with the mentions listed, each found after the one before; a kind with ! acts."""
    article = f"a{number}"
    found: list[Mention] = []
    at = 0
    for kind, surface, *role in wanted:
        whole = f"{role[0]} {surface}" if role else surface
        start = text.index(whole, at)
        at = start + len(whole)
        anchor = Anchor(article, at - len(surface), at)
        title = Anchor(article, start, start + len(role[0])) if role else None
        found.append(
            Mention(
                content_id("mention", article, anchor.start, kind),
                anchor,
                kind.rstrip("!"),  # type: ignore[arg-type]
                "test",
                Anchor(article, start, at),
                role=title,
                acts=kind.endswith("!"),
            )
        )
    block = Block(Anchor(article, 0, len(text)), "body", "test")
    return read(Article(article, Source("t.txt", "0" * 64), text, "ar", (block,))), found


def layers(case: dict[str, Any]) -> Read:
    return [layer(i, one["text"], one["mentions"]) for i, one in enumerate(case["article"])]


def owners(found: tuple[Actor, ...], articles: Read) -> dict[str, set[str]]:
    """Surface, and surface@article, to the ids of the actors that it names; a surface that acts ends in !."""
    owner = {mention: actor.id for actor in found for mention in actor.mentions}
    named: dict[str, set[str]] = {}
    for reading, mentions in articles:
        for m in mentions:
            words = m.anchor.of(reading.text) + "!" * m.acts
            for key in (words, f"{words}@{reading.article[1:]}"):
                named.setdefault(key, set()).add(owner[m.id])
    return named


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case_joins_and_keeps_apart(case: dict[str, Any]) -> None:
    articles = layers(case)
    named = owners(actors(articles), articles)
    if case["name"] == "kinds-never-merge":
        named["واشنطن"] = named["واشنطن!"]
    for joined in case.get("same", ()):
        assert len(set().union(*(named[surface] for surface in joined))) == 1, joined
    for a, b in case.get("apart", ()):
        assert not named[a] & named[b], (a, b)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_order_of_articles_and_mentions_changes_nothing(case: dict[str, Any]) -> None:
    articles = layers(case)
    wanted = actors(articles)
    for seed in range(5):
        shuffled = [(reading, random.Random(seed).sample(found, len(found))) for reading, found in articles]  # noqa: S311
        random.Random(seed).shuffle(shuffled)  # noqa: S311
        assert actors(shuffled) == wanted


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_mention_has_one_actor_and_every_link_stays_inside_it(case: dict[str, Any]) -> None:
    articles = layers(case)
    anchors = {m.id: m.anchor for _, found in articles for m in found}
    made = actors(articles)
    assert sorted(m for actor in made for m in actor.mentions) == sorted(anchors)
    for actor in made:
        own = {anchors[m] for m in actor.mentions}
        assert all({link.source, link.target} <= own and 0 < link.score <= 1 and link.why for link in actor.links)
        assert len(actor.links) == len(own) - 1  # links are a tree: any one of them withdrawn parts the actor in two


def case(name: str) -> Read:
    return layers(next(c for c in CASES if c["name"] == name))


def test_a_decision_splits_what_scores_would_join() -> None:
    articles = case("spellings-of-two-outlets")
    named = owners(actors(articles, [Decision("different", "غريغور بيتروفسكي", "جريجور بتروفسكي")]), articles)
    assert not named["غريغور بيتروفسكي"] & named["جريجور بتروفسكي"]
    joined = owners(actors(articles), articles)["غريغور بيتروفسكي"]
    assert joined < named["غريغور بيتروفسكي"] | named["جريجور بتروفسكي"], "one of the two keeps the id"


def test_a_decision_joins_what_scores_would_keep_apart_and_says_so() -> None:
    articles = case("surname-after-full-name")
    made = actors(articles, [Decision("same", "سمير الحاتمي", "نادر الصفواني", "اسم حركي")])
    assert [a.kind for a in made] == ["person"]
    assert any("decided by the user" in link.why and "اسم حركي" in link.why for link in made[0].links)


def test_a_knowledge_base_gives_ids_and_joins_a_kunya_to_its_name() -> None:
    articles = [layer(0, "قال سمير الحاتمي ذلك.", [["person", "سمير الحاتمي"]]), layer(1, "وصل أبو وائل.", [["person", "أبو وائل"]])]
    assert len(actors(articles)) == 2
    made = actors(articles, knowledge=[Entity("p9", "person", ("سمير الحاتمي", "أبو وائل"), "Q99")])
    assert [(a.known, a.wikidata) for a in made] == [("p9", "Q99")]


def test_two_entities_of_one_name_give_no_id() -> None:
    articles = case("surname-after-full-name")
    twins = [Entity("p1", "person", ("سمير الحاتمي",), "Q1"), Entity("p2", "person", ("سمير الحاتمي",), "Q2")]
    assert {a.known for a in actors(articles, knowledge=twins)} == {None}


def test_states_have_their_wikidata_id_and_people_have_none_by_themselves() -> None:
    made = actors([layer(0, "زار سمير الحاتمي البرتغال.", [["person", "سمير الحاتمي"], ["place", "البرتغال"]])])
    assert {a.kind: a.wikidata for a in made} == {"person": None, "state": "Q45"}


def test_an_anchor_finds_its_actor_by_phrase_and_overlap_but_not_through_a_source_close_to_him() -> None:
    text = "قال وزير الدفاع الأسترالي روبرت هاندلي ذلك، ونفاه مصدر مقرب من هاندلي."
    reading, found = layer(0, text, [["person", "روبرت هاندلي", "وزير الدفاع الأسترالي"], ["person", "هاندلي"]])
    made = actors([(reading, found)])
    owner = Owners(made, found)

    def of(words: str) -> str | None:
        start = text.index(words)
        actor = owner.of(Anchor("a0", start, start + len(words)))
        return actor.id if actor else None

    assert of("روبرت هاندلي") == of("وزير الدفاع الأسترالي روبرت هاندلي") == of("روبرت") == made[0].id
    assert of("مصدر مقرب من هاندلي") is None
    assert of("ذلك") is None


def test_a_capital_that_acts_stands_for_its_state() -> None:
    reading, found = layer(0, "وصل الوفد إلى لشبونة من البرتغال.", [["place", "لشبونة"], ["place", "البرتغال"]])
    owner = Owners(actors([(reading, found)]), found)
    plain, acting = owner.of(found[0].anchor), owner.acting(found[0].anchor)
    assert plain is not None
    assert acting is not None
    assert (plain.kind, acting.kind) == ("place", "state")
