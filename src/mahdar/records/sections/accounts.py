"""Where the outlets agree and differ: fact by fact, who tells it in which words; no verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.clashes import Contradiction, Value, clashes_of, values_of
from mahdar.records.facts import Fact
from mahdar.records.index import Index
from mahdar.records.labels import Label, issue_label, label
from mahdar.records.markup import marked, shown
from mahdar.records.record import AccountLine
from mahdar.records.segments import Mark
from mahdar.records.template import fill
from mahdar.records.wording import bare_words
from mahdar.spans import Anchor, folded

# The strongest facts are shown open; the rest fold away, and so do what one outlet tells alone and what was shown before.
FIRST = 30
# Tellings beyond this many fold away within their fact.
TELLINGS = 6
# Differences that say something without a word of their own.
_WORDLESS = frozenset({"attribution", "polarity"})
# Longer stretches that differ are whole clauses: they are told by their kind, not marked.
MARKED = 60


class Carrier(Struct, frozen=True):
    """One outlet that prints a wording, and where it stands."""

    outlet: Markup
    key: int
    href: str


class Wording(Struct, frozen=True):
    """One wording of a fact with the outlets that print it."""

    words: Markup
    href: str
    carriers: tuple[Carrier, ...]


class Form(Struct, frozen=True):
    """One form of what differs, with the number of outlets that print it."""

    words: Markup
    outlets: int


class Part(Struct, frozen=True):
    """One kind of difference: in which forms, by how many; wordings of several things are a group of forms each."""

    relation: str
    about: str
    relation_label: Label
    about_label: Label
    groups: tuple[tuple[Form, ...], ...]


class Clash(Struct, frozen=True):
    """One contradiction: its values with the words around them and who prints them, and the fact that it is of."""

    id: str
    number: int
    about: Label
    values: tuple[Wording, ...]


class Told(Struct, frozen=True):
    """One fact as the page shows it.

    `parts` are the differences among the tellings in view, `minor` those that lie among the tellings folded away, and
    names that are no more than shorter or longer.
    """

    id: str
    number: int
    title: Label | None
    corroborated: int
    origins: int
    articles: int
    parts: tuple[Part, ...]
    minor: tuple[Part, ...]
    wordings: tuple[Wording, ...]
    more: tuple[Wording, ...]


def accounts(index: Index) -> Markup:
    """The section."""
    several = [fact for fact in index.facts if fact.articles > 1]
    sure = [fact for fact in several if not fact.again and fact.sure and not fact.opinion]
    fresh = [fact for fact in sure if not fact.copied]
    opinions = [fact for fact in several if not fact.again and fact.opinion]
    loose = [fact for fact in several if not fact.again and not fact.sure and not fact.opinion]
    again = [fact for fact in several if fact.again]
    alone = [fact for fact in index.facts if fact.articles == 1]
    return fill(
        "accounts.html.j2",
        clashes=tuple(_clash(index, one) for one in clashes_of(index.whole.facts)) if index.part == 1 else (),
        first=tuple(_told(index, fact) for fact in fresh[:FIRST]),
        rest=tuple(_told(index, fact) for fact in fresh[FIRST:]),
        copied=tuple(_told(index, fact) for fact in sure if fact.copied),
        opinions=tuple(_told(index, fact) for fact in opinions),
        loose=tuple(_told(index, fact) for fact in loose),
        again=tuple(_told(index, fact) for fact in again),
        alone=tuple(_told(index, fact) for fact in alone),
    )


def _clash(index: Index, one: Contradiction) -> Clash:
    text = {a.id: a.text for a in index.record.articles}
    values = tuple(_value(index, one.line, value) for value in values_of(one.line, text.__getitem__, index.outlet_key))
    return Clash(one.fact.id, one.fact.number, label(f"about.{one.line.about}"), values)


def _value(index: Index, line: AccountLine, value: Value) -> Wording:
    """A value with its nearest words and the outlets that print it."""
    at = value.places[0]
    mark = Mark(at.start, at.end, f"differs {line.about}")
    words = marked(index.articles[at.article].text, [mark], start=value.start, end=value.end)
    places = {index.outlet_key(a.article): a for a in reversed(value.places)}
    carriers = tuple(_carrier(index, a, line) for _, a in sorted(places.items()))
    return Wording(Markup("<bdi>{}</bdi>").format(words), carriers[0].href, carriers)


def _carrier(index: Index, at: Anchor, part: AccountLine) -> Carrier:
    passage = next((e for e in part.evidence if e.holds(at)), part.evidence[0])
    return Carrier(index.outlet(at.article), index.outlet_key(at.article), f"#{index.passages[passage][0]}")


def title_of(fact: Fact) -> Label | None:
    """What a fact is called where it is no passage: claims of one kind on one issue."""
    if fact.key.startswith("fac") or not fact.key:
        return None
    kind, issue = fact.key.split(" ")[:2]
    name, about = label(f"claim.{kind}"), issue_label(issue)
    return Label(f"{name.ar}: {about.ar}", f"{name.en}: {about.en}")


def _told(index: Index, fact: Fact) -> Told:
    where = _where(fact)
    clashing = {at for part in fact.parts if part.relation == "contradicts" for at in part.evidence}
    alike = _wordings(index, fact.alike, where)
    against = _wordings(index, [at for at in fact.looser if at in clashing], where)
    every = (*alike, *against, *_wordings(index, [at for at in fact.looser if at not in clashing], where))
    minor = [part for part in fact.parts if _is_minor(index, part, fact)]
    cut = max(len(alike) if 1 < len(alike) <= TELLINGS else TELLINGS, len(alike) + len(against) if against else 0)
    return Told(
        id=fact.id,
        number=fact.number,
        title=title_of(fact),
        corroborated=fact.corroborated,
        origins=fact.origins,
        articles=fact.articles,
        parts=tuple(_parts(index, [part for part in fact.parts if part not in minor])),
        minor=tuple(_parts(index, minor)),
        wordings=every[:cut],
        more=every[cut:],
    )


def _is_minor(index: Index, part: AccountLine, fact: Fact) -> bool:
    """Whether a difference leaves the tellings in view as they are, or only shortens a name."""
    if part.about == "name" and part.relation != "contradicts":
        return True
    if len(fact.alike) < 2 or part.relation == "contradicts":
        return False
    within = [at for at in part.where if any(passage.holds(at) for passage in fact.alike)]
    return len({folded(at.of(index.articles[at.article].text)) for at in within}) < 2


def _where(fact: Fact) -> dict[str, list[Mark]]:
    """The words that differ, by article, as marks."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for part in fact.parts:
        for at in part.where:
            if at.end - at.start <= MARKED:
                found[at.article].append(Mark(at.start, at.end, f"differs {part.about}"))
    return found


def _wordings(index: Index, passages: Sequence[Anchor], where: dict[str, list[Mark]]) -> tuple[Wording, ...]:
    """The passages by their words, those that most outlets print first; copies stand once."""
    groups: defaultdict[str, list[Anchor]] = defaultdict(list)
    for at in passages:
        groups[bare_words(at.of(index.articles[at.article].text))].append(at)
    ordered = sorted(groups.values(), key=lambda g: (-len({index.outlet_key(a.article) for a in g}), index.numbers[g[0].article], g[0]))
    return tuple(_wording(index, group, where) for group in ordered)


def _wording(index: Index, group: Sequence[Anchor], where: dict[str, list[Mark]]) -> Wording:
    at = group[0]
    inside = [m for m in where.get(at.article, ()) if at.start <= m.start and m.end <= at.end and (m.start, m.end) != (at.start, at.end)]
    words = marked(index.articles[at.article].text, inside, start=at.start, end=at.end)
    carriers = tuple(Carrier(index.outlet(a.article), index.outlet_key(a.article), f"#{index.passages[a][0]}") for a in group)
    return Wording(Markup("<bdi>{}</bdi>").format(words), carriers[0].href, carriers)


def _parts(index: Index, parts: Sequence[AccountLine]) -> Iterator[Part]:
    """The differences by kind, contradictions each alone; those without a word to show are told by the passages themselves."""
    kinds: defaultdict[tuple[str, str, str], list[AccountLine]] = defaultdict(list)
    for part in parts:
        kinds[part.relation, part.about, part.id if part.relation == "contradicts" else ""].append(part)
    for (relation, about, _), some in kinds.items():
        groups = tuple(forms for part in some if (forms := tuple(_forms(index, part.where))))
        if groups or about in _WORDLESS:
            yield Part(relation, about, label(f"relation.{relation}"), label(f"about.{about}"), groups)


def _forms(index: Index, where: Sequence[Anchor]) -> Iterator[Form]:
    """The forms of what differs, most printed first."""
    printed: defaultdict[str, list[Anchor]] = defaultdict(list)
    for at in where:
        if at.end - at.start <= MARKED and at not in index.passages:
            printed[folded(at.of(index.articles[at.article].text))].append(at)
    ordered = sorted(printed.values(), key=lambda g: (-len({index.outlet_key(a.article) for a in g}), g[0]))
    for group in ordered:
        words = shown(group[0].of(index.articles[group[0].article].text))
        yield Form(Markup("<bdi>{}</bdi>").format(words), len({index.outlet_key(a.article) for a in group}))
