-- The first form of the database, for SQLite and PostgreSQL: {bytes} and {number} are what each calls a byte string and a number of its own.

CREATE TABLE actors (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    names TEXT NOT NULL,
    wikidata TEXT,
    state TEXT,
    known TEXT,
    article TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    CONSTRAINT pk_actors PRIMARY KEY (id)
);
CREATE INDEX ix_actors_articles ON actors (articles);
CREATE INDEX ix_actors_key ON actors (key);

CREATE TABLE audit (
    id {number},
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (id)
);
CREATE INDEX ix_audit_by ON audit (by);

CREATE TABLE captures (
    digest TEXT NOT NULL,
    data {bytes} NOT NULL,
    CONSTRAINT pk_captures PRIMARY KEY (digest)
);

CREATE TABLE decisions (
    id {number},
    ruling TEXT NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    note TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_by TEXT,
    undone_at TEXT,
    CONSTRAINT pk_decisions PRIMARY KEY (id)
);

CREATE TABLE facts (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_facts PRIMARY KEY (name)
);

CREATE TABLE feeds (
    url TEXT NOT NULL,
    outlet TEXT,
    etag TEXT,
    modified TEXT,
    next TEXT,
    failures INTEGER NOT NULL,
    note TEXT NOT NULL,
    moved TEXT,
    gone BOOLEAN NOT NULL,
    CONSTRAINT pk_feeds PRIMARY KEY (url)
);

CREATE TABLE knowledge (
    id TEXT NOT NULL,
    entity {bytes} NOT NULL,
    CONSTRAINT pk_knowledge PRIMARY KEY (id)
);

CREATE TABLE moves (
    "old" TEXT NOT NULL,
    "new" TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_moves PRIMARY KEY ("old")
);
CREATE INDEX ix_moves_new ON moves ("new");

CREATE TABLE pages (
    url TEXT NOT NULL,
    feed TEXT NOT NULL,
    next FLOAT,
    state TEXT NOT NULL,
    CONSTRAINT pk_pages PRIMARY KEY (url)
);
CREATE INDEX ix_pages_feed_next ON pages (feed, next);

CREATE TABLE readers (
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    CONSTRAINT pk_readers PRIMARY KEY (id)
);

CREATE TABLE stories (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    first TEXT,
    last TEXT,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    telling TEXT NOT NULL,
    basis TEXT NOT NULL,
    people {bytes} NOT NULL,
    accounts {bytes} NOT NULL,
    lifecycles {bytes} NOT NULL,
    CONSTRAINT pk_stories PRIMARY KEY (id)
);
CREATE INDEX ix_stories_last ON stories (last);

CREATE TABLE story_events (
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    story TEXT NOT NULL,
    what TEXT NOT NULL,
    score FLOAT NOT NULL,
    words TEXT NOT NULL,
    at TEXT NOT NULL,
    CONSTRAINT pk_story_events PRIMARY KEY (version)
);
CREATE INDEX ix_story_events_story ON story_events (story);

CREATE TABLE users (
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    role TEXT NOT NULL,
    made TEXT NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (name)
);

CREATE TABLE links (
    id TEXT NOT NULL,
    actor TEXT NOT NULL,
    from_article TEXT NOT NULL,
    from_start INTEGER NOT NULL,
    from_end INTEGER NOT NULL,
    to_article TEXT NOT NULL,
    to_start INTEGER NOT NULL,
    to_end INTEGER NOT NULL,
    score FLOAT NOT NULL,
    why TEXT NOT NULL,
    rule TEXT NOT NULL,
    CONSTRAINT pk_links PRIMARY KEY (id),
    CONSTRAINT fk_links_actor FOREIGN KEY(actor) REFERENCES actors (id)
);
CREATE INDEX ix_links_actor ON links (actor);
CREATE INDEX ix_links_score ON links (score);

CREATE TABLE sources (
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    row TEXT,
    kind TEXT NOT NULL,
    encoding TEXT NOT NULL,
    damaged BOOLEAN NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,
    received TEXT NOT NULL,
    CONSTRAINT pk_sources PRIMARY KEY (id),
    CONSTRAINT fk_sources_digest FOREIGN KEY(digest) REFERENCES captures (digest)
);
CREATE INDEX ix_sources_digest ON sources (digest);
CREATE INDEX ix_sources_sha256 ON sources (sha256);

CREATE TABLE tokens (
    digest TEXT NOT NULL,
    "user" TEXT NOT NULL,
    note TEXT NOT NULL,
    made TEXT NOT NULL,
    ends TEXT,
    CONSTRAINT pk_tokens PRIMARY KEY (digest),
    CONSTRAINT fk_tokens_user FOREIGN KEY("user") REFERENCES users (name) ON DELETE CASCADE
);
CREATE INDEX ix_tokens_user ON tokens ("user");

CREATE TABLE articles (
    id TEXT NOT NULL,
    reader TEXT NOT NULL,
    language TEXT NOT NULL,
    outlet TEXT,
    url TEXT,
    page TEXT NOT NULL,
    title TEXT NOT NULL,
    day TEXT,
    last TEXT,
    dated BOOLEAN NOT NULL,
    newer TEXT,
    copy_of TEXT,
    story TEXT,
    words INTEGER NOT NULL,
    text {bytes} NOT NULL,
    layers {bytes} NOT NULL,
    lines {bytes},
    CONSTRAINT pk_articles PRIMARY KEY (id),
    CONSTRAINT fk_articles_id FOREIGN KEY(id) REFERENCES sources (id),
    CONSTRAINT fk_articles_reader FOREIGN KEY(reader) REFERENCES readers (id)
);
CREATE INDEX ix_articles_day ON articles (day);
CREATE INDEX ix_articles_outlet_day ON articles (outlet, day);
CREATE INDEX ix_articles_page ON articles (page);
CREATE INDEX ix_articles_story_day ON articles (story, day);

CREATE TABLE appearances (
    article TEXT NOT NULL,
    actor TEXT NOT NULL,
    mentions INTEGER NOT NULL,
    CONSTRAINT pk_appearances PRIMARY KEY (article, actor),
    CONSTRAINT fk_appearances_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_appearances_actor ON appearances (actor);

CREATE TABLE claims (
    id TEXT NOT NULL,
    article TEXT NOT NULL,
    kind TEXT NOT NULL,
    issue TEXT,
    stated_as TEXT NOT NULL,
    CONSTRAINT pk_claims PRIMARY KEY (id),
    CONSTRAINT fk_claims_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_claims_article ON claims (article);
CREATE INDEX ix_claims_issue ON claims (issue);

CREATE TABLE documents (
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    line TEXT NOT NULL,
    article TEXT NOT NULL,
    day TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT pk_documents PRIMARY KEY (n),
    CONSTRAINT fk_documents_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_documents_article ON documents (article);

CREATE TABLE events (
    id TEXT NOT NULL,
    article TEXT NOT NULL,
    event TEXT NOT NULL,
    plover TEXT NOT NULL,
    status TEXT NOT NULL,
    date TEXT,
    CONSTRAINT pk_events PRIMARY KEY (id),
    CONSTRAINT fk_events_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_events_article ON events (article);
CREATE INDEX ix_events_event ON events (event);

CREATE TABLE parties (
    line TEXT NOT NULL,
    part TEXT NOT NULL,
    actor TEXT NOT NULL,
    article TEXT NOT NULL,
    CONSTRAINT pk_parties PRIMARY KEY (line, part, actor),
    CONSTRAINT fk_parties_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_parties_actor ON parties (actor);
CREATE INDEX ix_parties_article ON parties (article);

CREATE TABLE quotations (
    id TEXT NOT NULL,
    article TEXT NOT NULL,
    actor TEXT,
    type TEXT NOT NULL,
    polarity TEXT NOT NULL,
    issue TEXT,
    day TEXT,
    CONSTRAINT pk_quotations PRIMARY KEY (id),
    CONSTRAINT fk_quotations_article FOREIGN KEY(article) REFERENCES articles (id)
);
CREATE INDEX ix_quotations_actor_day ON quotations (actor, day);
CREATE INDEX ix_quotations_article ON quotations (article);
