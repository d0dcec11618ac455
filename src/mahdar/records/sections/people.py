"""People and bodies: every actor with its spellings as printed, its counts, and why its mentions were put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.markup import shown
from mahdar.records.record import ActorLine, MentionLine
from mahdar.records.template import fill

KINDS = ("person", "organisation", "state", "place", "role")
# Names beyond this many of a kind fold away; nothing is left out.
FIRST = 30


class Spelling(Struct, frozen=True):
    """One spelling: how often it stands, and where first."""

    words: Markup
    count: int
    href: str


class Reason(Struct, frozen=True):
    """One kind of reason for putting names together, with the names it joined, each pair once."""

    label: Label
    pairs: tuple[Markup, ...]


class Person(Struct, frozen=True):
    """One actor as the page shows it."""

    id: str
    name: Markup
    count: int
    articles: int
    spellings: tuple[Spelling, ...]
    lines: int
    lines_at: str
    wikidata: str
    why: tuple[Reason, ...]


class Kind(Struct, frozen=True):
    """The actors of one kind, most mentions first."""

    label: Label
    first: tuple[Person, ...]
    rest: tuple[Person, ...]


def people(index: Index) -> Markup:
    """The section."""
    return fill("people.html.j2", kinds=kinds(index))


def kinds(index: Index) -> tuple[Kind, ...]:
    """The kinds that have actors, each with its actors."""
    mentions: defaultdict[str, list[MentionLine]] = defaultdict(list)
    for mention in index.record.mentions:
        mentions[mention.actor or ""].append(mention)
    spoken = {lines[0].actor: (len(lines), name) for name, lines in index.voices}
    groups: defaultdict[str, list[Person]] = defaultdict(list)
    for actor in index.record.actors:
        groups[actor.kind].append(_person(index, actor, mentions[actor.id], spoken.get(actor.id, (0, ""))))
    names = [*KINDS, *sorted(groups.keys() - set(KINDS))]
    found = []
    for name in names:
        ordered = tuple(sorted(groups[name], key=lambda p: (-p.count, -p.lines, str(p.name), p.id)))
        if ordered:
            found.append(Kind(label(f"kind.{name}"), ordered[:FIRST], ordered[FIRST:]))
    return tuple(found)


def _person(index: Index, actor: ActorLine, mentions: Sequence[MentionLine], spoken: tuple[int, str]) -> Person:
    return Person(
        id=actor.id,
        name=Markup("<bdi>{}</bdi>").format(shown(actor.name)),
        count=len(mentions),
        articles=len({m.article for m in mentions}),
        spellings=_spellings(index, mentions),
        lines=spoken[0],
        lines_at=spoken[1],
        wikidata=actor.wikidata or "",
        why=_reasons(index, actor),
    )


def _reasons(index: Index, actor: ActorLine) -> tuple[Reason, ...]:
    """Why mentions are one actor, by kind of reason; the sentence itself where a reason has no kind."""
    pairs: defaultdict[str, dict[Markup, None]] = defaultdict(dict)
    for link in actor.links:
        one, other = (index.words(at.article, at.start, at.end) for at in (link.source, link.target))
        pairs[link.rule or link.why][one if one == other else Markup("{} \N{LEFTWARDS ARROW} {}").format(other, one)] = None
    return tuple(Reason(label(f"link.{rule}"), tuple(some)) for rule, some in pairs.items())


def _spellings(index: Index, mentions: Sequence[MentionLine]) -> tuple[Spelling, ...]:
    """The spellings of an actor, most frequent first, each leading to the first place where it stands."""
    counts: Counter[str] = Counter()
    at: dict[str, str] = {}
    for mention in mentions:
        surface = index.articles[mention.article].text[mention.start : mention.end]
        counts[surface] += 1
        at.setdefault(surface, f"#w-{mention.id}")
    return tuple(Spelling(Markup("<bdi>{}</bdi>").format(shown(s)), n, at[s]) for s, n in counts.most_common())
