"""The record: what the articles of a run say, in the shape that users' programs rely on.

Spans inside a line are `{start, end}` of the text of the line's `article`; spans that stand alone name theirs.
"""

from __future__ import annotations

from msgspec import Struct, field

from mahdar.spans import Anchor


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch of the text of the article that the line names."""

    start: int
    end: int

    @classmethod
    def of(cls, anchor: Anchor) -> Span:
        """The span of an anchor."""
        return cls(anchor.start, anchor.end)


class SourceLine(Struct, frozen=True, omit_defaults=True):
    """Where an article came from."""

    file: str
    sha256: str
    row: str | None = None
    url: str | None = None


class PublishedLine(Struct, frozen=True, omit_defaults=True):
    """The day of publication, or the interval it lies in, with its basis."""

    value: str
    basis: str
    confidence: float
    text: Span | None = None
    why: str | None = None


class DroppedLine(Struct, frozen=True):
    """A stretch that was set aside, and the rule that did it."""

    start: int
    end: int
    rule: str


class BlockLine(Struct, frozen=True):
    """A kept stretch with its role."""

    start: int
    end: int
    role: str
    rule: str


class ArticleLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One article; `text` is what every offset counts in."""

    id: str
    source: SourceLine
    language: str
    text: str
    outlet: str | None
    published: PublishedLine | None
    dropped: tuple[DroppedLine, ...]
    story: str
    headline: Span | None = None
    kicker: Span | None = None
    dateline: Span | None = None
    byline: Span | None = None
    blocks: tuple[BlockLine, ...]
    copy_of: str | None = None


class AlternativeLine(Struct, frozen=True):
    """Another candidate for who spoke."""

    start: int
    end: int
    confidence: float


class QuotationLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One attribution."""

    id: str
    article: str
    type: str
    content: Span
    polarity: str
    how: str
    rule: str
    speaker_name: str
    confidence: float
    quoted: tuple[Span, ...]
    cue: Span | None = None
    speaker: Span | None = None
    name: Span | None = None
    role: Span | None = None
    actor: str | None = None
    addressee: Span | None = None
    venue: Span | None = None
    parent: str | None = None
    flags: tuple[str, ...] = ()
    alternatives: tuple[AlternativeLine, ...] = ()


class TimeLine(Struct, frozen=True, omit_defaults=True):
    """One temporal expression."""

    id: str
    article: str
    start: int
    end: int
    type: str
    value: str
    granularity: str
    basis: str
    rule: str
    interval: tuple[str, str] | None = None
    checks: tuple[str, ...] = ()


class MentionLine(Struct, frozen=True, omit_defaults=True):
    """One name or role in one place."""

    id: str
    article: str
    start: int
    end: int
    kind: str
    rule: str
    phrase: Span | None = None
    role: Span | None = None
    actor: str | None = None
    acts: bool = False
    confidence: float = 1.0


class EventLine(Struct, frozen=True, omit_defaults=True):
    """One event; `event` is the kind of the happening, `plover` and `cameo` its codes, `actor` and `recipient` ids of actors."""

    id: str
    event: str
    plover: str
    cameo: str
    trigger: Anchor
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str
    rule: str
    evidence: tuple[Anchor, ...]
    mode: str | None = None
    context: str | None = None
    date: str | None = None
    place: Anchor | None = None
    confidence: float = 1.0


class ClaimLine(Struct, frozen=True, omit_defaults=True):
    """One claim; `evidence` holds the clause that states it, `by`, `to` and `said_by` ids of actors."""

    id: str
    kind: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    said_by: tuple[str, ...]
    stated_as: str
    rule: str
    evidence: tuple[Anchor, ...]
    issue: str | None = None
    confidence: float = 1.0


class AccountLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where the outlets' tellings of one fact agree or part: no verdict, only who tells what in which words."""

    id: str
    fact: str
    claims: tuple[str, ...]
    relation: str
    about: str
    evidence: tuple[Anchor, ...]
    where: tuple[Anchor, ...] = ()
    origins: int
    why: str


class StepLine(Struct, frozen=True):
    """One stage of an engagement in one article: where the words stand, and the ids of its event lines there."""

    stage: str
    at: Anchor
    events: tuple[str, ...]


class LifecycleLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One engagement followed through the articles.

    `date` is the day that most lines give, `place` where most articles put it, `events` the lines on it, `steps` its
    stages (proposed, planned, held, followed, denied) by article, `durations` the ids of the times that say how long.
    """

    id: str
    event: str
    mode: str | None = None
    parties: tuple[str, ...]
    date: str | None = None
    place: Anchor | None = None
    articles: tuple[str, ...]
    events: tuple[str, ...]
    steps: tuple[StepLine, ...]
    durations: tuple[str, ...] = ()


class LinkLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why two mentions are one actor; `rule` names the kind of reason."""

    source: Anchor = field(name="from")
    target: Anchor = field(name="to")
    score: float
    why: str
    rule: str = ""


class ActorLine(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One actor; `names` are its spellings as printed, `name` the one it is mostly given in full.

    `state` is the ISO code of a state, or of the one whose capital a place is; `known` the id in the user's knowledge base.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    at: Anchor
    wikidata: str | None = None
    state: str | None = None
    known: str | None = None
    links: tuple[LinkLine, ...]


class StoryLine(Struct, frozen=True, omit_defaults=True):
    """One story: its articles, its first and last day, and the headline that stands for it."""

    id: str
    articles: tuple[str, ...]
    headline: Anchor | None = None
    first: str | None = None
    last: str | None = None


class Record(Struct, frozen=True):
    """The record of a run."""

    articles: tuple[ArticleLine, ...]
    quotations: tuple[QuotationLine, ...]
    times: tuple[TimeLine, ...]
    mentions: tuple[MentionLine, ...]
    actors: tuple[ActorLine, ...]
    stories: tuple[StoryLine, ...]
    version: str
    events: tuple[EventLine, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    accounts: tuple[AccountLine, ...] = ()
    lifecycles: tuple[LifecycleLine, ...] = ()
