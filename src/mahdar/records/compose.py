"""Layers -> Record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mahdar import __version__
from mahdar.accounts import Account
from mahdar.actors import Actor, Link, Owners
from mahdar.articles import Article, Published
from mahdar.claims import Claim
from mahdar.events import Event
from mahdar.names import Mention
from mahdar.quotes import Quotation
from mahdar.records import record as lines
from mahdar.records.headline import headline_of
from mahdar.records.lifecycle import lifecycles
from mahdar.records.outcomes import Parties, claim_line, dated_alike, event_line
from mahdar.records.record import Record, Span
from mahdar.spans import Anchor, content_id
from mahdar.times import Moment


def compose(
    articles: Sequence[Article],
    quotations: Sequence[Quotation],
    moments: Sequence[Moment],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    *,
    events: Sequence[Event] = (),
    claims: Sequence[Claim] = (),
    accounts: Sequence[Account] = (),
    origins: Mapping[str, str] = {},
    stories: Mapping[str, str] = {},
) -> Record:
    """The record of these articles and of everything read in them; articles stand in the order of date and name.

    `stories` gives each article's story; articles that it leaves out are one story together.
    """
    texts = {a.id: a.text for a in articles}
    ordered = sorted(articles, key=_when)
    owner = {mention: actor for actor in actors for mention in actor.mentions}
    owners = Owners(actors, mentions)
    place = {a.id: i for i, a in enumerate(ordered)}
    told_in = _stories(ordered, stories)
    story_of = {article: story.id for story in told_in for article in story.articles}
    parties = Parties(actors, owners, texts)
    told = [event_line(e, parties) for e in sorted(events, key=lambda e: (place[e.anchor.article], e.anchor))]
    happened = dated_alike(told, {a.id: a.published.first for a in articles if a.published})
    printed = tuple(_article(a, story_of[a.id], origins.get(a.id, a.id)) for a in ordered)
    timed = tuple(_time(t) for t in sorted(moments, key=lambda t: (place[t.anchor.article], t.anchor)))
    claimed = tuple(claim_line(c, parties) for c in sorted(claims, key=lambda c: (place[c.anchor.article], c.anchor, c.kind)))
    named = (*(_actor(a, texts) for a in actors), *parties.unnamed.values())
    return Record(
        articles=printed,
        quotations=tuple(_quotation(q, texts, owners) for q in sorted(quotations, key=lambda q: (place[q.anchor.article], q.anchor))),
        times=timed,
        mentions=tuple(_mention(m, owner) for m in sorted(mentions, key=lambda m: (place[m.anchor.article], m.anchor, m.kind))),
        actors=named,
        stories=told_in,
        version=__version__,
        events=happened,
        claims=claimed,
        accounts=tuple(map(_account, accounts)),
        lifecycles=tuple(line for story in told_in for line in _followed(story, happened, printed, timed, named)),
    )


def _when(article: Article) -> tuple[str, str, str, str]:
    day = article.published.first if article.published else "9999"
    return day, article.source.file, article.source.row or "", article.id


def _span(anchor: Anchor | None) -> Span | None:
    return Span.of(anchor) if anchor else None


def _stories(articles: Sequence[Article], told_in: Mapping[str, str]) -> tuple[lines.StoryLine, ...]:
    """A line for each story, the one with most articles first, then the earliest."""
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(told_in.get(article.id, ""), []).append(article)
    return tuple(sorted(map(_story, groups.values()), key=lambda s: (-len(s.articles), s.first or "9999", s.id)))


def _followed(
    story: lines.StoryLine,
    events: Sequence[lines.EventLine],
    articles: Sequence[lines.ArticleLine],
    times: Sequence[lines.TimeLine],
    actors: Sequence[lines.ActorLine],
) -> tuple[lines.LifecycleLine, ...]:
    within = frozenset(story.articles)
    told, printed = [e for e in events if e.trigger.article in within], [a for a in articles if a.id in within]
    return lifecycles(told, printed, [t for t in times if t.article in within], actors)


def _story(articles: Sequence[Article]) -> lines.StoryLine:
    days = [p for p in (a.published for a in articles) if p]
    return lines.StoryLine(
        id=content_id("story", *sorted(a.id for a in articles)),
        articles=tuple(a.id for a in articles),
        headline=headline_of(articles),
        first=min((p.first for p in days), default=None),
        last=max((p.last for p in days), default=None),
    )


def _published(day: Published | None) -> lines.PublishedLine | None:
    if day is None:
        return None
    return lines.PublishedLine(day.value, day.basis, day.confidence, _span(day.text), day.why or None)


def _article(article: Article, story: str, origin: str) -> lines.ArticleLine:
    return lines.ArticleLine(
        id=article.id,
        source=lines.SourceLine(article.source.file, article.source.sha256, article.source.row, article.source.url),
        language=article.language,
        text=article.text,
        outlet=article.outlet,
        published=_published(article.published),
        headline=_span(article.first("headline")),
        kicker=_span(article.first("kicker")),
        dateline=_span(article.first("dateline")),
        byline=_span(article.first("byline")),
        blocks=tuple(lines.BlockLine(b.anchor.start, b.anchor.end, b.role, b.rule) for b in article.blocks if not b.aside),
        dropped=tuple(lines.DroppedLine(b.anchor.start, b.anchor.end, b.rule) for b in article.dropped),
        story=story,
        copy_of=origin if origin != article.id else None,
    )


def _quotation(q: Quotation, texts: Mapping[str, str], owners: Owners) -> lines.QuotationLine:
    speaker = next((actor for at in (q.name, q.speaker) if at and (actor := owners.of(at))), None)
    return lines.QuotationLine(
        id=q.id,
        article=q.anchor.article,
        type=q.type,
        content=Span.of(q.content),
        polarity=q.polarity,
        how=q.how,
        rule=q.rule,
        speaker_name=q.name.of(texts[q.name.article]) if q.name else "",
        confidence=round(q.confidence, 3),
        quoted=tuple(map(Span.of, q.quoted)),
        cue=_span(q.cue),
        speaker=_span(q.speaker),
        name=_span(q.name),
        role=_span(q.role),
        actor=speaker.id if speaker else None,
        addressee=_span(q.addressee),
        venue=_span(q.venue),
        parent=q.parent,
        flags=q.flags,
        alternatives=tuple(lines.AlternativeLine(a.name.start, a.name.end, round(a.confidence, 3)) for a in q.alternatives),
    )


def _time(moment: Moment) -> lines.TimeLine:
    return lines.TimeLine(
        id=moment.id,
        article=moment.anchor.article,
        start=moment.anchor.start,
        end=moment.anchor.end,
        type=moment.type,
        value=moment.value,
        granularity=moment.granularity,
        basis=moment.basis,
        rule=moment.rule,
        interval=(moment.first, moment.last) if moment.first and moment.last else None,
        checks=moment.checks,
    )


def _mention(mention: Mention, owner: Mapping[str, Actor]) -> lines.MentionLine:
    return lines.MentionLine(
        id=mention.id,
        article=mention.anchor.article,
        start=mention.anchor.start,
        end=mention.anchor.end,
        kind=mention.kind,
        rule=mention.rule,
        phrase=Span.of(mention.phrase) if mention.phrase != mention.anchor else None,
        role=_span(mention.role),
        actor=owner[mention.id].id if mention.id in owner else None,
        acts=mention.acts,
        confidence=round(mention.confidence, 3),
    )


def _actor(actor: Actor, texts: Mapping[str, str]) -> lines.ActorLine:
    return lines.ActorLine(
        id=actor.id,
        name=actor.name.of(texts[actor.name.article]),
        kind=actor.kind,
        names=tuple(s.of(texts[s.article]) for s in actor.spellings),
        mentions=actor.mentions,
        at=actor.name,
        wikidata=actor.wikidata,
        state=actor.state,
        known=actor.known,
        links=tuple(map(_link, actor.links)),
    )


def _link(link: Link) -> lines.LinkLine:
    return lines.LinkLine(source=link.source, target=link.target, score=round(link.score, 3), why=link.why, rule=link.rule)


def _account(account: Account) -> lines.AccountLine:
    return lines.AccountLine(
        id=account.id,
        fact=account.fact,
        claims=account.claims,
        relation=account.relation,
        about=account.about,
        evidence=account.evidence,
        where=account.where,
        origins=account.origins,
        why=account.why,
    )
