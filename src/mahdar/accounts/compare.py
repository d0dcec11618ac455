"""The articles of one story -> Account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mahdar.accounts.account import About, Account, AccountRelation
from mahdar.accounts.clash import Known, known, together
from mahdar.accounts.differences import differences
from mahdar.accounts.facts import Fact, facts
from mahdar.accounts.lexicon import bare
from mahdar.accounts.likeness import Pair, likeness
from mahdar.accounts.slots import slotted
from mahdar.accounts.speech import speeches
from mahdar.accounts.stated import OUTCOMES, Carried, content_of, worded_alike
from mahdar.accounts.tell import Teller, Told, tellings
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor, content_id

#: A telling with fewer keys (a subhead, a name in a list) says too little to be told alike or otherwise.
LEAST_KEYS = 6


class _Story(Struct, frozen=True):
    """The articles of a story with what every line asks for: their texts and their origins, by article id."""

    told: Sequence[Told]
    texts: Mapping[str, str]
    origins: Mapping[str, str]
    known: Sequence[Known]


def accounts(articles: Sequence[Told]) -> tuple[Account, ...]:
    """What the articles of one story tell alike, otherwise, or alone: facts by clause, claims by issue, speech by speaker."""
    texts = {one.reading.article: one.reading.text for one in articles}
    by_article = [tuple(tellings(place, one)) for place, one in enumerate(articles)]
    about = together([known(one.published, mine, _words(one)) for one, mine in zip(articles, by_article, strict=True)])
    story = _Story(articles, texts, {one.reading.article: one.origin for one in articles}, about)
    told = [telling for mine in by_article for telling in mine if len(telling.keys) >= LEAST_KEYS]
    alike = likeness(told)
    lines = [line for fact in facts(told, alike) for line in _of_fact(story, told, alike, fact)]
    lines += _of_slots(story, told)
    lines += _of_claims(story)
    lines += [_line(story, "differs", "wording", where, f"speech {where[0].start}", why) for where, why in speeches(articles)]
    return tuple(sorted(_widest(lines), key=lambda line: (line.evidence, line.relation, line.about)))


def _words(told: Told) -> frozenset[str]:
    """Every word of an article, as names are compared."""
    return frozenset(form for w in told.reading.words if w.sort == "word" for form in (w.form, bare(w.form)))


def _widest(lines: Iterable[Account]) -> list[Account]:
    """The lines that no other line of their kind holds wholly: overlapping facts say one difference once; a remark is no fact."""
    kept: list[Account] = []
    holding: dict[tuple[bool, str, str, Anchor], list[Account]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (-len(line.evidence), -len(line.where), line.id)):
        speech = line.fact.startswith("speech ")
        rivals = holding[speech, line.relation, line.about, line.evidence[0]]
        if any(set(line.evidence) <= set(r.evidence) and set(line.where) <= set(r.where) for r in rivals):
            continue
        kept.append(line)
        for anchor in line.evidence:
            holding[speech, line.relation, line.about, anchor].append(line)
    return kept


def _of_fact(story: _Story, told: Sequence[Telling], alike: dict[Pair, float], fact: Fact) -> Iterator[Account]:
    """The lines on one fact."""
    seed = told[fact.seed].anchor
    key = content_id("fact", seed.article, seed.start, seed.end)
    if len(fact.members) == 1:
        yield _line(story, "only-here", "fact", [seed], key, "told by one article alone", claims=told[fact.seed].claims)
        return
    if len(fact.alike) > 1:
        where = [told[i].anchor for i in fact.alike]
        yield _line(story, "corroborates", "fact", where, key, "told alike", claims=_claims(told, fact.alike))
    parts = differences(told, fact.members, alike, story.known)
    for part in parts:
        where = [told[i].anchor for i in part.members]
        why = _slices(story, part.where)
        yield _line(story, part.relation, part.about, where, key, why, words=part.where, claims=_claims(told, part.members))
    if not parts and len(fact.alike) < len(fact.members):
        where = [told[i].anchor for i in fact.members]
        yield _line(story, "differs", "wording", where, key, "told in other words", claims=_claims(told, fact.members))


def _of_slots(story: _Story, told: Sequence[Telling]) -> Iterator[Account]:
    """Contradictions between sentences that little but one slot joins, a line for each slot."""
    found: dict[str, tuple[set[int], set[Anchor]]] = defaultdict(lambda: (set(), set()))
    for one in slotted(told, story.known):
        members, where = found[one.slot]
        members.update(one.pair)
        where.update(a.anchor for a in one.amounts)
    for slot, (members, where) in sorted(found.items()):
        passages, words = sorted(told[i].anchor for i in members), sorted(where)
        key = content_id("fact", slot, *((a.article, a.start, a.end) for a in passages))
        ids = _claims(told, sorted(members))
        yield _line(story, "contradicts", "number", passages, key, _slices(story, words), words=words, claims=ids)


def _of_claims(story: _Story) -> Iterator[Account]:
    """Claims of one kind on one issue that several articles carry: side by side, agreements and commitments where they word one thing."""
    by_issue: dict[tuple[str, str], list[Carried]] = defaultdict(list)
    for place, one in enumerate(story.told):
        teller = Teller(place, one)
        for claim in one.claims:
            content = content_of(teller.of(claim.anchor)) if claim.kind in OUTCOMES else frozenset()
            by_issue[claim.kind, claim.issue].append(Carried(place, claim, content))
    for (kind, issue), carried in sorted(by_issue.items()):
        groups = worded_alike(carried) if kind in OUTCOMES else [carried]
        for group in groups:
            if len({one.place for one in group}) > 1 and (issue or kind == "assessment"):
                about: About = "attribution" if len({one.claim.stated_as for one in group}) > 1 else "wording"
                why = f"{kind} on {issue or 'the story'}, as each article words it"
                first = group[0].claim.anchor
                key = f"{kind} {issue}" if group is carried else f"{kind} {issue} {content_id('said', first.article, first.start)}"
                ids = tuple(sorted({one.claim.id for one in group}))
                yield _line(story, "differs", about, [one.claim.anchor for one in group], key, why, claims=ids)


def _claims(told: Sequence[Telling], members: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({claim for i in members for claim in told[i].claims}))


def _slices(story: _Story, where: Sequence[Anchor]) -> str:
    """The differing words, sliced: each form once, with how many articles print it."""
    printed: dict[str, set[str]] = defaultdict(set)
    for anchor in where:
        if anchor.end - anchor.start <= 60:
            printed[anchor.of(story.texts[anchor.article])].add(anchor.article)
    said = sorted(printed.items(), key=lambda item: (-len(item[1]), item[0]))
    return " | ".join(f"«{words}» ({len(articles)})" for words, articles in said[:8]) or "told in other words"


def _line(
    story: _Story,
    relation: AccountRelation,
    about: About,
    evidence: Iterable[Anchor],
    key: str,
    why: str,
    *,
    words: Sequence[Anchor] = (),
    claims: tuple[str, ...] = (),
) -> Account:
    anchors = tuple(sorted(set(evidence)))
    carrying = {a.article for a in anchors}
    origins = len({story.origins[article] for article in carrying})
    sentence = f"{why}: {len(carrying)} articles of {origins} origins" if len(carrying) > 1 else why
    name = content_id("account", relation, about, *((a.article, a.start, a.end) for a in anchors))
    return Account(name, key, relation, about, anchors, origins, sentence, tuple(words), claims)
