"""The articles of one story -> Account; articles come and go, and what is known of the others is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mahdar.accounts.account import About, Account, AccountRelation
from mahdar.accounts.clash import several
from mahdar.accounts.differences import Differing
from mahdar.accounts.facts import ALIKE, SAME_FACT, Around, Fact, around, facts
from mahdar.accounts.likeness import Likeness
from mahdar.accounts.said import Said, said
from mahdar.accounts.slots import slotted
from mahdar.accounts.speech import remarks, wordings
from mahdar.accounts.stated import OUTCOMES, Carried, worded_alike
from mahdar.accounts.tell import Told
from mahdar.accounts.telling import Telling
from mahdar.spans import Anchor, content_id


def accounts(articles: Sequence[Told]) -> tuple[Account, ...]:
    """What the articles of one story tell alike, otherwise, or alone: facts by clause, claims by issue, speech by speaker."""
    story = Comparison()
    story.move((), {one.reading.article: said(one) for one in articles})
    return story.lines({one.reading.article: one.origin for one in articles})


class Comparison:
    """The articles of one story, compared. Its lines follow from those that are there, whatever came and went before."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self._likeness = Likeness(SAME_FACT, ALIKE)
        self._around: dict[Telling, Around] = {}
        self._differing = Differing()
        self._speakers: dict[str, Likeness] = {}
        self._written: dict[Telling, tuple[Fact, tuple[Account, ...]]] = {}
        self._stale: set[Telling] = set()
        self._origins: dict[str, str] = {}

    def move(self, left: Iterable[str], came: Mapping[str, Said]) -> None:
        """Lets articles go and come; one that comes again takes its own place."""
        gone = {name: self.said.pop(name) for name in sorted({*left, *came}) if name in self.said}
        self.said |= came
        changed = self._likeness.move(gone, {name: one.tellings for name, one in came.items()})
        for one in changed:
            self._around.pop(one, None)
        self._around |= {one: around(near) for one in changed if (near := self._likeness.near.get(one)) is not None}
        old = [one for article in gone.values() for one in article.tellings]
        known = {name: one.known for name, one in self.said.items()}
        self._stale |= self._differing.move(old, changed, self._likeness.near, known)
        for speaker in sorted({name for one in (*gone.values(), *came.values()) for name in one.remarks}):
            new = {name: one.remarks[speaker] for name, one in came.items() if speaker in one.remarks}
            self._speakers.setdefault(speaker, remarks()).move(gone, new)

    def lines(self, origins: Mapping[str, str]) -> tuple[Account, ...]:
        """What the articles tell alike, otherwise, or alone; `origins` gives the text that each was copied from."""
        story = _Story(self.said, origins)
        lines = [line for _, some in self._facts(story).values() for line in some]
        lines += self._of_slots(story)
        lines += _of_claims(story)
        why = "one remark in several wordings"
        spoken = (where for _, speaker in sorted(self._speakers.items()) for where in wordings(speaker))
        lines += [story.line("differs", "wording", where, f"speech {where[0].start}", why) for where in spoken]
        return tuple(sorted(_widest(lines), key=lambda line: (line.evidence, line.relation, line.about)))

    def _facts(self, story: _Story) -> Mapping[Telling, tuple[Fact, tuple[Account, ...]]]:
        """The facts by what they are gathered around, with their lines; only those are written anew that are others than they were."""
        here = {name: story.origins[name] for name in self.said}
        moved = {name for name, origin in here.items() if self._origins.get(name, origin) != origin}
        before, self._written, self._origins = self._written, {}, here
        for fact in facts(self._around.items()):
            was = before.get(fact.seed)
            same = was and (was[0].members, was[0].alike) == (fact.members, fact.alike) and self._stale.isdisjoint(fact.members)
            if was and same and not (moved and any(one.article in moved for one in fact.members)):
                self._written[fact.seed] = was
            else:
                self._written[fact.seed] = fact, tuple(self._of_fact(story, fact))
        self._stale = set()
        return self._written

    def _of_fact(self, story: _Story, fact: Fact) -> Iterator[Account]:
        """The lines on one fact."""
        seed = fact.seed.anchor
        key = content_id("fact", seed.article, seed.start, seed.end)
        if len(fact.members) == 1:
            yield story.line("only-here", "fact", [seed], key, "told by one article alone", claims=fact.seed.claims)
            return
        if len(fact.alike) > 1:
            yield story.line("corroborates", "fact", _where(fact.alike), key, "told alike", claims=_claims(fact.alike))
        parts = self._differing.among(fact.members)
        for part in parts:
            why = story.slices(part.where)
            yield story.line(part.relation, part.about, _where(part.members), key, why, words=part.where, claims=_claims(part.members))
        if not parts and len(fact.alike) < len(fact.members):
            yield story.line("differs", "wording", _where(fact.members), key, "told in other words", claims=_claims(fact.members))

    def _of_slots(self, story: _Story) -> Iterator[Account]:
        """Contradictions between sentences that little but one slot joins, a line for each slot."""
        found: dict[str, tuple[set[Telling], set[Anchor]]] = defaultdict(lambda: (set(), set()))
        articles = {name: one.known for name, one in self.said.items()}
        tellings = [telling for _, one in sorted(self.said.items()) for telling in one.tellings]
        for one in slotted(tellings, articles, several(articles.values())):
            members, where = found[one.slot]
            members.update(one.pair)
            where.update(a.anchor for a in one.amounts)
        for slot, (members, where) in sorted(found.items()):
            passages, words = sorted(_where(members)), sorted(where)
            key = content_id("fact", slot, *((a.article, a.start, a.end) for a in passages))
            yield story.line("contradicts", "number", passages, key, story.slices(words), words=words, claims=_claims(members))


class _Story(Struct, frozen=True):
    """The articles of a story as its lines are written: what they say, and where each was copied from."""

    said: Mapping[str, Said]
    origins: Mapping[str, str]

    def line(
        self,
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
        origins = len({self.origins[article] for article in carrying})
        sentence = f"{why}: {len(carrying)} articles of {origins} origins" if len(carrying) > 1 else why
        name = content_id("account", relation, about, *((a.article, a.start, a.end) for a in anchors))
        return Account(name, key, relation, about, anchors, origins, sentence, tuple(words), claims)

    def slices(self, where: Sequence[Anchor]) -> str:
        """The differing words, sliced: each form once, with how many articles print it."""
        printed: dict[str, set[str]] = defaultdict(set)
        for anchor in where:
            if anchor.end - anchor.start <= 60:
                printed[anchor.of(self.said[anchor.article].text)].add(anchor.article)
        forms = sorted(printed.items(), key=lambda item: (-len(item[1]), item[0]))
        return " | ".join(f"«{words}» ({len(articles)})" for words, articles in forms[:8]) or "told in other words"


def _of_claims(story: _Story) -> Iterator[Account]:
    """Claims of one kind on one issue that several articles carry: side by side, agreements and commitments where they word one thing."""
    by_issue: dict[tuple[str, str], list[Carried]] = defaultdict(list)
    for _, one in sorted(story.said.items()):
        for matter, some in one.claims.items():
            by_issue[matter] += some
    for (kind, issue), carried in sorted(by_issue.items()):
        groups = worded_alike(carried) if kind in OUTCOMES else [carried]
        for group in groups:
            if len({one.claim.anchor.article for one in group}) > 1 and (issue or kind == "assessment"):
                about: About = "attribution" if len({one.claim.stated_as for one in group}) > 1 else "wording"
                why = f"{kind} on {issue or 'the story'}, as each article words it"
                first = group[0].claim.anchor
                key = f"{kind} {issue}" if group is carried else f"{kind} {issue} {content_id('said', first.article, first.start)}"
                ids = tuple(sorted({one.claim.id for one in group}))
                yield story.line("differs", about, [one.claim.anchor for one in group], key, why, claims=ids)


def _widest(lines: Iterable[Account]) -> list[Account]:
    """The lines that no other line of their kind holds wholly: overlapping facts say one difference once; a remark is no fact."""
    kept: list[Account] = []
    holding: dict[tuple[bool, str, str, Anchor], list[tuple[frozenset[Anchor], frozenset[Anchor]]]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (-len(line.evidence), -len(line.where), line.id)):
        speech = line.fact.startswith("speech ")
        evidence, where = frozenset(line.evidence), frozenset(line.where)
        among = min((holding[speech, line.relation, line.about, anchor] for anchor in line.evidence), key=len)
        if any(evidence <= one and where <= words for one, words in among):
            continue
        kept.append(line)
        for anchor in line.evidence:
            holding[speech, line.relation, line.about, anchor].append((evidence, where))
    return kept


def _where(tellings: Iterable[Telling]) -> list[Anchor]:
    return [one.anchor for one in tellings]


def _claims(tellings: Iterable[Telling]) -> tuple[str, ...]:
    return tuple(sorted({claim for one in tellings for claim in one.claims}))
