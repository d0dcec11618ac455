"""The tables of the database, the same on SQLite and PostgreSQL; `migrations` makes them, a test holds the two alike.

`captures`, `sources`, `again`, `decisions`, `knowledge`, `users`, `tokens`, `sessions`, `feeds`, `pages`, `audit` and `moves` are kept;
everything else is derived from the first four and can be made anew.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from mahdar.store.keys import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Facts about the database itself: `generation` counts its changes.
facts = Table("facts", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

#: Bytes as received, zstd, by the SHA-256 of the bytes.
captures = Table("captures", metadata, Column("digest", Text, primary_key=True), Column("data", LargeBinary, nullable=False))

#: Where each article came from and what was said about it, as received; `received` is ISO time in UTC. `number` counts articles as they
#: were received, and stands for one in the tables that have many rows of each.
sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, ForeignKey("captures.digest"), nullable=False, index=True),
    Column("sha256", Text, nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("row", Text),
    Column("kind", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("damaged", Boolean, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Text),
    Column("received", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "number", unique=True),
)

#: Where else an article was found that is kept already, by the id that it would have from there.
again = Table(
    "again",
    metadata,
    Column("id", Text, primary_key=True),
    Column("article", Text, ForeignKey("sources.id"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("row", Text),
    Column("received", Text, nullable=False),
)

#: What a writer would have to work out again when it starts: the stream of stories, by the program that kept it.
states = Table("states", metadata, Column("name", Text, primary_key=True), Column("data", LargeBinary, nullable=False))

#: The programs and models that read articles.
readers = Table(
    "readers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
)

#: What was read in each article by itself; `newer` is the id of the page's next version, in which this one is not counted.
articles = Table(
    "articles",
    metadata,
    Column("number", Integer, ForeignKey("sources.number"), primary_key=True, autoincrement=False),
    Column("id", Text, ForeignKey("sources.id"), nullable=False, unique=True),
    Column("reader", Text, ForeignKey("readers.id"), nullable=False),
    Column("language", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("page", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("day", Text),
    Column("last", Text),
    Column("first", Text),
    Column("dated", Boolean, nullable=False),
    Column("newer", Text),
    Column("copy_of", Text),
    Column("story", Text),
    Column("words", Integer, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("layers", LargeBinary, nullable=False),
    Column("lines", LargeBinary),
    Column("named", LargeBinary),
    Index(None, "story", "day"),
    Index(None, "outlet", "day"),
    Index(None, "day"),
    Index(None, "page"),
    Index(None, "number", "id", "outlet", "day", "story"),  # what lists and facets read, without the packed columns
)

#: How often each article, by its number, names each actor.
appearances = Table(
    "appearances",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("actor", Id("act"), primary_key=True),
    Column("mentions", Integer, nullable=False),
    Index(None, "actor"),
    sqlite_with_rowid=False,
)

#: On which issues the claims of each article are, by its number.
issues = Table(
    "issues",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("issue", Text, primary_key=True),
    sqlite_with_rowid=False,
)

#: Who takes part in which line, by the number of its document: the speaker of a quotation, with its issue, and the parties of claims
#: and events.
parts = Table(
    "parts",
    metadata,
    Column("actor", Id("act"), primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("issue", Text),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    metadata,
    Column("id", Id("act"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("names", Text, nullable=False),
    Column("wikidata", Text),
    Column("state", Text),
    Column("known", Text),
    Column("article", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("mentions", Integer, nullable=False),
    Column("articles", Integer, nullable=False, index=True),
    Column("bonds", LargeBinary),
    Index(None, "article"),
)

#: The names of all articles: what the room `actors` keeps of each, packed, under a 63-bit number that stands for its key.
names = Table(
    "names",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False),
    Column("actor", Id("act"), index=True),
    Column("entry", LargeBinary, nullable=False),
)

#: The blocks in which names are looked up, the articles that print them, and which names are the same: pairs of such numbers.
blocks = Table(
    "blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("name", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
printing = Table(
    "printing",
    metadata,
    Column("name", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Id("art"), primary_key=True),
    sqlite_with_rowid=False,
)
alike = Table(
    "alike",
    metadata,
    Column("label", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    sqlite_with_rowid=False,
)

#: Texts in which copies are looked for, by the numbers of their articles: their days as they were when they were put in, their outlets
#: by their marks, and how many places they have; `origin` is the number of one of them.
texts = Table(
    "texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, nullable=False),
    Column("origin", Integer, nullable=False, index=True),
    Column("day", Integer, nullable=False),
    Column("outlet", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Index(None, "mark", unique=True),
)
#: Their places in the lists of those that hold the same words: 31 bits of these, then 16 of the day.
places = Table(
    "places",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
#: Pairs of such texts that are copies or look like it: `Copy`, shares and scores in ten-thousandths.
pairs = Table(
    "pairs",
    metadata,
    Column("a", Integer, primary_key=True, autoincrement=False),
    Column("b", Integer, primary_key=True, autoincrement=False, index=True),
    Column("relation", Integer, nullable=False),
    Column("share", Integer, nullable=False),
    Column("score", Integer, nullable=False),
    Column("beside", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: Why two mentions are one actor, where that had to be judged; that a name is printed again says nothing new.
links = Table(
    "links",
    metadata,
    Column("id", Id("lin"), primary_key=True, autoincrement=False),
    Column("actor", Id("act"), ForeignKey("actors.id"), nullable=False, index=True),
    Column("from_article", Id("art"), nullable=False),
    Column("from_start", Integer, nullable=False),
    Column("from_end", Integer, nullable=False),
    Column("to_article", Id("art"), nullable=False),
    Column("to_start", Integer, nullable=False),
    Column("to_end", Integer, nullable=False),
    Column("score", Float, nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Index(None, "from_article"),
)

#: Stories as they stand; `basis` is a digest of all that its lines were made from, `telling` of what its accounts were.
stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("telling", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("people", LargeBinary, nullable=False),
    Column("accounts", LargeBinary, nullable=False),
    Column("lifecycles", LargeBinary, nullable=False),
    Index(None, "last"),
)

#: What happened to stories, in order, with the likeness and the words that decided; kept, for it tells what was shown when.
story_events = Table(
    "story_events",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("story", Text, nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Text, nullable=False),
)

#: Ids of stories that are gone, and where their articles are; kept, for somebody may have the old address.
moves = Table(
    "moves",
    metadata,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
)

#: What can be searched: an article or a line of it, by the number that says which it is (`index.py`); the index of words has its words
#: by the same number.
documents = Table(
    "documents",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Id("act")),
    Column("issue", Text),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ruling", Text, nullable=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Text),
)

#: Entities of the user's knowledge base.
knowledge = Table("knowledge", metadata, Column("id", Text, primary_key=True), Column("entity", LargeBinary, nullable=False))

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made", Text, nullable=False),
)

#: Keys for programs: `scope` is all, or feeds for one that stands in the address of a feed.
tokens = Table(
    "tokens",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("note", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("ends", Text),
    Column("scope", Text, nullable=False, server_default="all"),
)

#: Who is signed in: `digest` of what the browser keeps; `opened` and `seen` are seconds since 1970.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("opened", Float, nullable=False),
    Column("seen", Float, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("outlet", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("next", Text),
    Column("failures", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("moved", Text),
    Column("gone", Boolean, nullable=False),
)

#: Pages that feeds announced: `state` is a `PageState` as JSON, `next` when the page is asked again, in seconds since 1970.
pages = Table(
    "pages",
    metadata,
    Column("url", Text, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("next", Float),
    Column("state", Text, nullable=False),
    Index(None, "feed", "next"),
)

#: The tables that are made anew by a rebuild.
DERIVED = frozenset(
    (
        *("articles", "appearances", "issues", "parts", "actors", "links", "stories", "documents"),
        *("names", "blocks", "printing", "alike", "texts", "places", "pairs"),
    )
)
