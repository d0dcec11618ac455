"""The articles of a run -> the story of each: the storylines they fall into, small runs kept together by their actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mahdar.actors import Actor
from mahdar.articles import Article
from mahdar.names import Mention
from mahdar.stories import Given, Sketch, company, group, hours, sketches

#: How many actors of an article are its main ones: two parties and one between or behind them.
MAIN = 3


def storied(articles: Sequence[Article], mentions: Sequence[Mention], actors: Sequence[Actor]) -> dict[str, str]:
    """Article id to a story; one story is one page of the record."""
    placed = {p.id: p.storyline for p in group(sketches_of(articles))}
    return company(placed, main_actors(articles, mentions, actors))


def sketches_of(articles: Sequence[Article]) -> list[Sketch]:
    """What is kept of articles to tell their stories: headline and body of each."""
    return sketches([_given(one) for one in articles])


def _given(article: Article) -> Given:
    body = "\n".join(b.anchor.of(article.text) for b in article.blocks if b.role in {"body", "subhead"})
    headline = article.first("headline")
    published = hours(article.published.first) if article.published else float("nan")
    return Given(article.id, headline.of(article.text) if headline else "", body, published)


def main_actors(articles: Sequence[Article], mentions: Sequence[Mention], actors: Sequence[Actor]) -> dict[str, tuple[str, ...]]:
    """The people and states among the three that each article names most, each named at least twice.

    Bodies take their place among the three, but bind no stories: ministries, police and agencies are named in all news.
    """
    place = {m.id: m.anchor.article for m in mentions}
    binding = {actor.id for actor in actors if actor.kind in {"person", "state"}}
    counts: dict[str, Counter[str]] = {a.id: Counter() for a in articles}
    for actor in actors:
        if actor.kind in {"person", "organisation", "state"}:
            for name in actor.mentions:
                if name in place:
                    counts[place[name]][actor.id] += 1
    return {
        article: tuple(a for a, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MAIN] if n > 1 and a in binding)
        for article, found in counts.items()
    }
