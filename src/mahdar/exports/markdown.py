"""A record -> Markdown: each story with its sources, who said what, agreements and positions, and where the accounts part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from mahdar.exports.links import web
from mahdar.exports.options import Options
from mahdar.exports.parties import ROOM
from mahdar.exports.slices import Slices
from mahdar.records.record import AccountLine, ActorLine, QuotationLine, Record
from mahdar.spans import Anchor, folded, table

Line = TypeVar("Line")

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:])")
_BREAKS = re.compile(r"\s*[\n\r\u2028\u2029]\s*")
_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_PARTING = ("contradicts", "differs")
_AHEAD = ("planned", "proposed")


def markdown(record: Record, _options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file for each story of the record; labels in Arabic and English."""
    slices = Slices(record)
    for part in _parts(record):
        yield f"{part.stories[0].id}.md", _story(part, slices)


def _parts(record: Record) -> Iterator[Record]:
    """What the page of each story needs of the record, told apart in one pass over its lines."""
    home = {article: story.id for story in record.stories for article in story.articles}
    articles = _by(record.articles, lambda a: home[a.id])
    quotations = _by(record.quotations, lambda q: home[q.article])
    events = _by(record.events, lambda e: home[e.trigger.article])
    claims = _by(record.claims, lambda c: home[c.evidence[0].article])
    accounts = _by(record.accounts, lambda a: home[a.evidence[0].article])
    for story in record.stories:
        yield Record(
            articles=tuple(articles[story.id]),
            quotations=tuple(quotations[story.id]),
            times=(),
            mentions=(),
            actors=(),
            stories=(story,),
            version=record.version,
            events=tuple(events[story.id]),
            claims=tuple(claims[story.id]),
            accounts=tuple(accounts[story.id]),
        )


def _by(lines: Sequence[Line], key: Callable[[Line], str]) -> defaultdict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found


def plain(words: str) -> str:
    """Words that Markdown shows as they are, on one line: its marks escaped, line breaks become spaces."""
    return _MARKUP.sub(r"\\\1", _BREAKS.sub(" ", words.strip()))


def _story(record: Record, slices: Slices) -> Iterator[bytes]:
    story = record.stories[0]
    numbers = {name: number for number, name in enumerate((a.id for a in record.articles), 1)}
    title = slices.at(story.headline) or slices.title(record.articles[0])
    days = " / ".join(dict.fromkeys(filter(None, (story.first, story.last))))
    yield f"# {plain(title)}\n\n{days or label('undated')}\n".encode()
    yield from _section("said", _said(record, slices, numbers))
    yield from _section("claims", _claims(record, slices, numbers))
    yield from _section("ahead", _ahead(record, slices, numbers))
    yield from _section("accounts", _accounts(record, slices, numbers))
    yield from _section("sources", _sources(record, slices))


def _section(key: str, lines: Iterator[str]) -> Iterator[bytes]:
    """A heading with its lines; nothing where there are no lines."""
    first = next(lines, None)
    if first is not None:
        yield f"\n## {label(key)}\n\n{first}\n".encode()
        yield from (f"{line}\n".encode() for line in lines)


def _quoted(words: str, article: str, numbers: dict[str, int]) -> str:
    return f"{_ISOLATE}{plain(words)}{_POP} [[{numbers[article]}]](#s{numbers[article]})"


def _said(record: Record, slices: Slices, numbers: dict[str, int]) -> Iterator[str]:
    """The quotations by speaker, those who say most first; who is not known comes last."""
    voices: dict[str, list[QuotationLine]] = {}
    for line in record.quotations:
        voices.setdefault(line.actor or folded(line.speaker_name).strip(), []).append(line)
    for key, lines in sorted(voices.items(), key=lambda item: (not item[0], -len(item[1]), item[0])):
        name = slices.actors[key].name if key in slices.actors else lines[0].speaker_name
        yield f"### {plain(name) or label('unknown')}\n"
        for line in lines:
            cue = plain(slices.words(line.article, line.cue))
            yield f"- {cue + ' — ' if cue else ''}{_quoted(slices.words(line.article, line.content), line.article, numbers)}"
        yield ""


def _claims(record: Record, slices: Slices, numbers: dict[str, int]) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for line in record.claims:
        by = "، ".join(plain(slices.actors[name].name) for name in line.by if name in slices.actors)
        words = _quoted(slices.at(line.evidence[0]), line.evidence[0].article, numbers)
        kinds.setdefault(line.kind, []).append(f"- {by + ' — ' if by else ''}{words}")
    for kind in (row["key"] for row in table(ROOM, "labels.tsv")):
        if kind in kinds:
            yield f"### {label(kind)}\n"
            yield from kinds[kind]
            yield ""


def _ahead(record: Record, slices: Slices, numbers: dict[str, int]) -> Iterator[str]:
    """What is planned for a day after the last day of publication."""
    last = max((slices.day(a) for a in record.articles), default="")
    coming = [e for e in record.events if e.status in _AHEAD and e.date and last and e.date[:10] > last]
    for line in sorted(coming, key=lambda e: (e.date or "", e.trigger)):
        who = "، ".join(plain(_name(slices.actors.get(name))) for name in line.actor)
        yield f"- {line.date}: {who + ' — ' if who else ''}{_quoted(slices.at(line.trigger), line.trigger.article, numbers)}"


def _name(actor: ActorLine | None) -> str:
    return actor.name if actor else ""


def _accounts(record: Record, slices: Slices, numbers: dict[str, int]) -> Iterator[str]:
    """The facts in which tellings part, contradictions first, each with its words."""
    parting = [a for a in record.accounts if a.relation in _PARTING]
    for line in sorted(parting, key=lambda a: (_PARTING.index(a.relation), -a.origins, a.id)):
        yield f"- {label(line.relation)}, {label(line.about)}:"
        yield from (f"    - {_quoted(slices.at(at), at.article, numbers)}" for at in _where(line))


def _where(line: AccountLine) -> tuple[Anchor, ...]:
    return line.where or line.evidence


def _sources(record: Record, slices: Slices) -> Iterator[str]:
    for number, line in enumerate(record.articles, 1):
        url = web(line.source.url)
        title = plain(slices.title(line))
        shown = f"[{title}](<{url}>)" if url else title
        outlet = f"{plain(line.outlet)}, " if line.outlet else ""
        yield f'{number}. <a id="s{number}"></a>{outlet}{slices.day(line) or label("undated")}: {shown}'


def label(key: str) -> str:
    """A label in both languages; the key itself where the table has none."""
    row = _labels().get(key)
    return f"{row[0]} / {row[1]}" if row else key


@cache
def _labels() -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["ar"], row["en"]) for row in table(ROOM, "labels.tsv")}
