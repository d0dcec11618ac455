"""What the database tells: every list in pages, nothing left out silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from mahdar.errors import StoreError
from mahdar.records.record import Record
from mahdar.store import actor_pages, doubts, lately, schema, search, story_pages
from mahdar.store.cards import (
    ActorCard,
    ArticleCard,
    AuditLine,
    Clash,
    Compared,
    Count,
    Facets,
    Found,
    Hit,
    Lately,
    LinkCard,
    Named,
    OutletCard,
    Page,
    Ruled,
    Said,
    StoryCard,
    StoryStep,
    Version,
)  # fmt: skip
from mahdar.store.packing import released
from mahdar.store.paging import paged
from mahdar.store.trouble import clear
from mahdar.store.wanted import Wanted

SIZE = 50
#: A search among articles, narrowed to nothing.
ANYTHING = Wanted()


class View:
    """Reads one database; safe for many threads, each question on a state of its own that no writer disturbs."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name
        self._contradicted = lately.Contradicted()

    def stories(
        self,
        *,
        day: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        actor: str | None = None,
        issue: str | None = None,
        new: bool = False,
        page: int = 1,
        size: int = SIZE,
    ) -> Page[StoryCard]:
        """Stories with news on a day or in a stretch of days, of an outlet, an actor, an issue; the newest first, then the largest.

        Of `new` ones the first article is of these days too.
        """
        query = story_pages.stories_query(since=day or since, until=day or until, outlet=outlet, actor=actor, issue=issue, new=new)
        with self._reading() as connection:
            return story_pages.story_cards(connection, query, self._contradicted, page, size)

    def lately(self, *, most: int = 3) -> Lately | None:
        """What the last day brought, who spoke most in the week that it ends, and its first contradictions; None without a day."""
        with self._reading() as connection:
            day = lately.last_day(connection)
            if not day:
                return None
            stories = story_pages.stories_query(since=lately.week_before(day), until=day)
            clashes = lately.clash_page(connection, stories, self._contradicted, 1, most)
            return lately.lately(connection, day, clashes)

    def clashes(self, *, since: str | None = None, until: str | None = None, page: int = 1, size: int = SIZE) -> Page[Clash]:
        """Where the tellings of stories with news in a stretch of days contradict each other, the newest stories first."""
        stories = story_pages.stories_query(since=since, until=until)
        with self._reading() as connection:
            return lately.clash_page(connection, stories, self._contradicted, page, size)

    def days(self, *, most: int = 60) -> tuple[Count, ...]:
        """How many articles each of the last days has that have any, in the order of the days."""
        with self._reading() as connection:
            return story_pages.days(connection, most)

    def story(self, story: str, *, outlet: str | None = None) -> Record:
        """The record of a story, or of what one outlet has of it; an old id means the story it went into. Raises StoreError."""
        with self._reading() as connection:
            return story_pages.story_record(connection, story_pages.home_of(connection, story, self._name), outlet)

    def home(self, story: str) -> str:
        """The id of the story that an id means today. Raises StoreError where it never meant one."""
        with self._reading() as connection:
            return story_pages.home_of(connection, story, self._name)

    def history(self, story: str) -> tuple[StoryStep, ...]:
        """What happened to a story, in order."""
        with self._reading() as connection:
            return story_pages.steps_of(connection, story_pages.home_of(connection, story, self._name))

    def titles(self, names: Sequence[str]) -> dict[str, str]:
        """The titles of these articles and stories, of those that there are."""
        with self._reading() as connection:
            return story_pages.titles_of(connection, names)

    def articles(
        self, *, story: str | None = None, outlet: str | None = None, day: str | None = None, page: int = 1, size: int = SIZE
    ) -> Page[ArticleCard]:
        """Articles of a story, an outlet, a day; the newest first."""
        with self._reading() as connection:
            return story_pages.article_cards(connection, story_pages.articles_query(story=story, outlet=outlet, day=day), page, size)

    def article(self, article: str) -> Record:
        """The record of one article. Raises StoreError where there is none."""
        with self._reading() as connection:
            return story_pages.article_record(connection, article, self._name)

    def versions(self, article: str) -> tuple[Version, ...]:
        """The versions of the page that an article is of, the oldest first."""
        with self._reading() as connection:
            return story_pages.versions_of(connection, article)

    def finds(self, article: str) -> tuple[Found, ...]:
        """Where an article was found: the file that is kept of it, then every other one in which it came again."""
        with self._reading() as connection:
            return story_pages.finds_of(connection, article)

    def raw(self, digest: str) -> bytes:
        """The bytes of a capture as received, by their digest or the one its articles give. Raises StoreError where there are none."""
        c, s = schema.captures.c, schema.sources.c
        with self._reading() as connection:
            data = connection.execute(select(c.data).where(c.digest == digest)).scalar()
            if data is None:
                data = (
                    connection.execute(select(c.data).join(schema.sources, s.digest == c.digest).where(s.sha256 == digest))
                    .scalars()
                    .first()
                )
        if data is None:
            raise StoreError(f"{self._name}: there is no capture {digest}", why="absent")
        return released(data)

    def actor(self, actor: str) -> ActorCard:
        """An actor with its counts and links. Raises StoreError where there is none."""
        with self._reading() as connection:
            return actor_pages.actor_card(connection, actor, self._name)

    def who(self, actor: str) -> Named:
        """An actor by its name. Raises StoreError where there is none."""
        with self._reading() as connection:
            return doubts.who(connection, actor, self._name)

    def doubles(self, actor: str, *, page: int = 1, size: int = SIZE) -> Page[Named]:
        """Actors that may be the same, for their names hold one another; nothing has joined them."""
        with self._reading() as connection:
            return doubts.doubles(connection, actor, page, size)

    def actors(self, *, prefix: str = "", kind: str | None = None, page: int = 1, size: int = SIZE) -> Page[Named]:
        """Actors one of whose names begins so, with the number of their articles."""
        with self._reading() as connection:
            return actor_pages.actor_list(connection, prefix, kind, page, size)

    def said(
        self,
        actor: str,
        *,
        issue: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        page: int = 1,
        size: int = SIZE,
    ) -> Page[Said]:
        """What an actor said, the newest first."""
        with self._reading() as connection:
            return actor_pages.said_by(connection, actor, issue=issue, outlet=outlet, since=since, until=until, number=page, size=size)

    def outlets(self) -> tuple[OutletCard, ...]:
        """Every outlet."""
        with self._reading() as connection:
            return actor_pages.outlet_cards(connection)

    def outlet(self, outlet: str) -> OutletCard:
        """An outlet. Raises StoreError where there is none of that name."""
        with self._reading() as connection:
            return actor_pages.outlet_card(connection, outlet, self._name)

    def compare(self, story: str, a: str, b: str) -> Compared:
        """Two outlets on one story."""
        with self._reading() as connection:
            return story_pages.compared(connection, story_pages.home_of(connection, story, self._name), a, b)

    def search(self, words: str, wanted: Wanted = ANYTHING, *, page: int = 1, size: int = SIZE) -> Page[Hit]:
        """Articles, quotations, claims or events with all these words ("a phrase" in quotation marks); exact spellings first, then new."""
        with self._reading() as connection:
            return search.found(connection, words, wanted, page, size)

    def facets(self, words: str, wanted: Wanted = ANYTHING) -> Facets:
        """How the hits of a search fall."""
        with self._reading() as connection:
            return search.facets(connection, words, wanted)

    def merges(self, *, rule: str | None = None, actor: str | None = None, page: int = 1, size: int = SIZE) -> Page[LinkCard]:
        """Why mentions are one actor, of one rule or of one actor, the least certain first."""
        query = actor_pages.links_query()
        if actor:
            query = query.where(schema.links.c.actor == actor)
        if rule:
            query = query.where(schema.links.c.rule == rule)
        with self._reading() as connection:
            rows = paged(connection, query, page, size, lambda r: r)
            return Page(actor_pages.link_cards(connection, rows.items), rows.number, rows.size, rows.total)

    def link_rules(self) -> tuple[Count, ...]:
        """The rules of all links with the number of links of each, the most frequent first."""
        with self._reading() as connection:
            return actor_pages.link_rules(connection)

    def decisions(self, *, page: int = 1, size: int = SIZE) -> Page[Ruled]:
        """Every decision of the users, the newest first, withdrawn ones among them."""
        with self._reading() as connection:
            return paged(connection, select(schema.decisions).order_by(schema.decisions.c.id.desc()), page, size, _ruled)

    def audit(self, *, by: str | None = None, page: int = 1, size: int = SIZE) -> Page[AuditLine]:
        """Who did what, the newest first."""
        query = select(schema.audit).order_by(schema.audit.c.id.desc())
        if by:
            query = query.where(schema.audit.c.by == by)
        with self._reading() as connection:
            return paged(connection, query, page, size, _audited)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear(self._name), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection


def _ruled(row: Row[Any]) -> Ruled:
    return Ruled(row.id, row.ruling, row.a, row.b, row.note, row.by, row.at, row.undone_by, row.undone_at)


def _audited(row: Row[Any]) -> AuditLine:
    return AuditLine(row.id, row.at, row.by, row.what, row.detail)
