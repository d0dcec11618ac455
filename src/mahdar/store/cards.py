"""What the database hands out: pages of cards, each a frozen value."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Page(Struct, Generic[T], frozen=True):
    """One page of a list: `number` counts from 1, `total` is the length of the whole list; it is longer where it says `more`."""

    items: tuple[T, ...]
    number: int
    size: int
    total: int
    more: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are as far as was counted, and one more after a full page; one where the list is empty."""
        counted = max(1, -(-self.total // self.size))
        return max(counted, self.number + (len(self.items) == self.size)) if self.more else counted


class Named(Struct, frozen=True):
    """An actor or a story by its id and name, with a count; of a story the kind is story."""

    id: str
    name: str
    kind: str
    count: int


class Count(Struct, frozen=True):
    """How often something stands in a list; more often where it says `more`."""

    value: str
    count: int
    more: bool = False


class StoryCard(Struct, frozen=True):
    """A story in a list: its headline in words, its first and last day, how many tell it, and how it grew day by day.

    `contradicted` is how many contradictions among its tellings are found.
    """

    id: str
    title: str
    first: str | None
    last: str | None
    articles: int
    outlets: int
    origins: int
    actors: tuple[Named, ...] = ()
    days: tuple[Count, ...] = ()
    contradicted: int = 0


class StoryStep(Struct, frozen=True):
    """One thing that happened to a story: created, joined, left, merged, split.

    `what` is the article that opened, joined or left it, the story that went into it, or the one it was split from; `score`
    and `words` are the likeness and the words that decided where an article joined.
    """

    version: int
    kind: str
    story: str
    what: str
    score: float
    words: tuple[str, ...]
    at: str


class ArticleCard(Struct, frozen=True):
    """An article in a list."""

    id: str
    title: str
    outlet: str | None
    day: str | None
    story: str | None
    copy_of: str | None
    url: str | None


class Version(Struct, frozen=True):
    """One version of a page, the newest last; `newer` is the id of the next one."""

    id: str
    title: str
    day: str | None
    received: str
    newer: str | None
    reader: str


class Found(Struct, frozen=True):
    """Where an article was found: the file, its row where it has rows, and when it was received; the first one is kept."""

    file: str
    row: str | None
    received: str


class LinkCard(Struct, frozen=True):
    """Why two mentions are one actor, with the words at either end and the names that a decision would be about."""

    id: str
    actor: str
    name: str
    kind: str
    from_article: str
    from_words: str
    to_article: str
    to_words: str
    score: float
    why: str
    rule: str


class ActorCard(Struct, frozen=True):
    """An actor with its counts; of the `linked` reasons why its mentions are one `links` are the least certain.

    `stories` are the newest of the `told_in` stories that name it, `days` how many articles of a day name it, `said_days` how many
    statements of a day are its own, `company` the people and bodies that are named with it more than elsewhere, in its newest articles.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    wikidata: str | None
    state: str | None
    known: str | None
    mentions: int
    articles: int
    quotations: int
    days: tuple[Count, ...] = ()
    outlets: tuple[Count, ...] = ()
    issues: tuple[Count, ...] = ()
    stories: tuple[StoryCard, ...] = ()
    told_in: int = 0
    links: tuple[LinkCard, ...] = ()
    linked: int = 0
    said_days: tuple[Count, ...] = ()
    company: tuple[Named, ...] = ()


class Said(Struct, frozen=True):
    """A quotation in a list: `content` are its words, sliced at `start:end`, `speaker` its speaker as this article names him."""

    id: str
    article: str
    story: str | None
    outlet: str | None
    day: str | None
    title: str
    type: str
    polarity: str
    issue: str | None
    start: int
    end: int
    content: str
    speaker: str
    actor: str | None
    confidence: float


class OutletCard(Struct, frozen=True):
    """An outlet with its counts."""

    name: str
    articles: int
    stories: int
    copies: int
    first: str | None
    last: str | None
    days: tuple[Count, ...] = ()
    actors: tuple[Named, ...] = ()


class Passage(Struct, frozen=True):
    """A stretch of the text of an article, `start:end`, with its words; `marks` are the parts of it that were asked for.

    It is `cut` where its paragraph begins before it.
    """

    start: int
    end: int
    words: str
    marks: tuple[tuple[int, int], ...]
    cut: bool = False


class Telling(Struct, frozen=True):
    """One value of a contradiction: the outlets that print it, and in one of their articles the words around it."""

    article: str
    outlets: tuple[str, ...]
    passage: Passage


class Clash(Struct, frozen=True):
    """One contradiction among the tellings of a story: of which fact of it, what it is about (number, date, name), its values."""

    id: str
    story: str
    title: str
    last: str | None
    about: str
    tellings: tuple[Telling, ...]


class Lately(Struct, frozen=True):
    """What the last `day` brought, and who spoke most since the first day of the week that it ends.

    Speakers are counted over the newest statements of the week, `counted` of them; there are more where it says `more`.
    `clashes` are the contradictions of the stories with news in that week.
    """

    day: str
    since: str
    articles: int
    stories: int
    opened: int
    speakers: tuple[Named, ...]
    counted: int
    more: bool
    clashes: Page[Clash]


class Hit(Struct, frozen=True):
    """Something found: an article, or a line of one; `words` is its headline or its slice, `start:end` where it stands.

    `actor` is who said a quotation, with its `name`. `passages` show what was found: the line itself, or the stretches of the
    article around the words.
    """

    kind: str
    id: str
    article: str
    story: str | None
    outlet: str | None
    day: str | None
    title: str
    words: str
    start: int
    end: int
    actor: str | None = None
    name: str | None = None
    passages: tuple[Passage, ...] = ()


class Facets(Struct, frozen=True):
    """How the hits of a search fall: by kind of thing, outlet, actor, issue, month and story, the most frequent first.

    All but `kinds` are counted over the newest hits alone, `counted` of them; there are more where it says `more`.
    """

    kinds: tuple[Count, ...]
    outlets: tuple[Count, ...]
    actors: tuple[Named, ...]
    issues: tuple[Count, ...]
    months: tuple[Count, ...]
    stories: tuple[Named, ...]
    counted: int = 0
    more: bool = False


class Compared(Struct, frozen=True):
    """Two outlets on one story: their articles, and the ids of the story's accounts that both carry or only one of them."""

    story: str
    a: str
    b: str
    articles_a: tuple[ArticleCard, ...]
    articles_b: tuple[ArticleCard, ...]
    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


class Ruled(Struct, frozen=True):
    """A decision of a user; undone where `undone_by` says by whom."""

    id: int
    ruling: str
    a: str
    b: str
    note: str
    by: str
    at: str
    undone_by: str | None = None
    undone_at: str | None = None


class AuditLine(Struct, frozen=True):
    """Who did what and when."""

    id: int
    at: str
    by: str
    what: str
    detail: str


class Added(Struct, frozen=True):
    """What came of an addition: articles new and known already, inputs that could not be read with their reasons."""

    new: tuple[str, ...]
    known: int
    failed: tuple[str, ...]
    stories: int


class User(Struct, frozen=True):
    """Somebody who may sign in: `secret` is the hash of a password, `role` reader or editor."""

    name: str
    secret: str
    role: str
    made: str


class Token(Struct, frozen=True):
    """A key for programs, by the digest of its secret; `ends` is when it ends, if ever; `scope` is all, or feeds."""

    digest: str
    user: str
    note: str
    made: str
    ends: str | None
    scope: str = "all"


class Visit(Struct, frozen=True):
    """Somebody who is signed in, by the digest of what the browser keeps; times are seconds since 1970."""

    digest: str
    user: str
    opened: float
    seen: float


class Feed(Struct, frozen=True):
    """What is known of a feed: what the server said last, when to ask next, how often it failed in a row."""

    url: str
    outlet: str | None = None
    etag: str | None = None
    modified: str | None = None
    next: str | None = None
    failures: int = 0
    note: str = ""
    moved: str | None = None
    gone: bool = False
