"""Actors of the whole database -> the actors of each story: what stands in its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from mahdar.actors import Actor
from mahdar.names import Mention
from mahdar.spans import Anchor


def by_story(
    people: Iterable[Actor], mentions: Mapping[str, Mention], told_in: Mapping[str, str], texts: Mapping[str, str]
) -> dict[str, tuple[Actor, ...]]:
    """For each story its actors, those named most in it first; their ids are those of the whole."""
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in people:
        parts: dict[str, list[str]] = defaultdict(list)
        for name in actor.mentions:
            parts[told_in[mentions[name].anchor.article]].append(name)
        for story, names in parts.items():
            found[story].append(_within(actor, [mentions[n] for n in names], story, told_in, texts))
    return {story: tuple(sorted(some, key=lambda a: (-len(a.mentions), a.id))) for story, some in found.items()}


def _within(actor: Actor, named: Sequence[Mention], story: str, told_in: Mapping[str, str], texts: Mapping[str, str]) -> Actor:
    """An actor with the mentions, spellings and links of one story; `name` moves to its longest mention there."""
    first: dict[str, Anchor] = {}
    for mention in named:
        first.setdefault(mention.anchor.of(texts[mention.anchor.article]), mention.anchor)
    spelled = [anchor if _in(anchor, story, told_in) else first.get(anchor.of(texts[anchor.article])) for anchor in actor.spellings]
    longest = min((m.anchor for m in named), key=lambda a: (a.start - a.end, a))
    return replace(
        actor,
        name=actor.name if _in(actor.name, story, told_in) else longest,
        mentions=tuple(m.id for m in named),
        spellings=tuple(anchor for anchor in spelled if anchor) or (longest,),
        links=tuple(link for link in actor.links if _in(link.source, story, told_in) and _in(link.target, story, told_in)),
    )


def _in(anchor: Anchor, story: str, told_in: Mapping[str, str]) -> bool:
    return told_in.get(anchor.article) == story
