"""A record -> IPTC ninjs 2.1 (News in JSON), one item a line: a composite for each story, a text for each article."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from mahdar.exports.links import web
from mahdar.exports.options import Options
from mahdar.exports.slices import Slices
from mahdar.records.record import ActorLine, ArticleLine, Record, StoryLine

Item = dict[str, object]
STANDARD = {"name": "ninjs", "version": "2.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}
_LISTS = {"person": "people", "organisation": "organisations", "state": "places", "place": "places"}
_WIKIDATA = "http://www.wikidata.org/entity/"


def ninjs(record: Record, options: Options) -> Iterator[tuple[str, Iterator[bytes]]]:
    """One file, an item a line, each valid against the schema by itself."""
    yield "items.ninjs.jsonl", _lines(record, options)


def _lines(record: Record, options: Options) -> Iterator[bytes]:
    encode, slices = msgspec.json.Encoder().encode, Slices(record)
    named, issues = _named(record), _issues(record)
    for story in record.stories:
        yield encode(_story(story, slices, options)) + b"\n"
        for name in story.articles:
            yield encode(_article(slices.articles[name], slices, options, named.get(name, []), issues.get(name, []))) + b"\n"


def _story(story: StoryLine, slices: Slices, options: Options) -> Item:
    return {
        "uri": options.uri("story", story.id),
        "type": "composite",
        "standard": STANDARD,
        "language": slices.articles[story.articles[0]].language,
        "headlines": [{"value": slices.at(story.headline) or slices.title(slices.articles[story.articles[0]])}],
        "associations": [
            {"name": slices.title(slices.articles[name]), "uri": options.uri("article", name), "type": "text"} for name in story.articles
        ],
    }


def _article(line: ArticleLine, slices: Slices, options: Options, actors: list[ActorLine], issues: list[str]) -> Item:
    """One article; a day of publication stands as its midnight in UTC, for ninjs knows no days."""
    item: Item = {
        "uri": options.uri("article", line.id),
        "type": "text",
        "representationtype": "full",
        "standard": STANDARD,
        "language": line.language,
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": slices.title(line)}],
        "bodies": [
            {"role": block.role, "contenttype": "text/plain", "value": line.text[block.start : block.end]}
            for block in line.blocks
            if line.text[block.start : block.end].strip()
        ],
    }
    if published := slices.day(line):
        item["versioncreated"] = f"{published}T00:00:00Z"
    if line.byline:
        item["by"] = slices.words(line.id, line.byline)
    if line.dateline:
        item["located"] = slices.words(line.id, line.dateline)
    if line.outlet:
        item["infosources"] = [{"name": line.outlet, "role": "publisher"}]
    if url := web(line.source.url):
        item["renditions"] = [{"name": "web", "href": url, "contenttype": "text/html"}]
    for kind in dict.fromkeys(_LISTS.values()):
        if found := [_concept(actor, options) for actor in actors if _LISTS.get(actor.kind) == kind]:
            item[kind] = found
    if issues:
        item["subjects"] = [{"name": issue, "uri": f"urn:mahdar:issue:{issue}"} for issue in issues]
    return item


def _concept(actor: ActorLine, options: Options) -> dict[str, str]:
    own = options.uri("person", actor.id)
    return {"name": actor.name, "rel": "mentions", "literal": actor.id, "uri": f"{_WIKIDATA}{actor.wikidata}" if actor.wikidata else own}


def _named(record: Record) -> dict[str, list[ActorLine]]:
    """The actors named in each article, in the order of the record."""
    where: dict[str, dict[str, None]] = {}
    for mention in record.mentions:
        if mention.actor:
            where.setdefault(mention.actor, {})[mention.article] = None
    found: dict[str, list[ActorLine]] = {}
    for actor in record.actors:
        for article in where.get(actor.id, ()):
            found.setdefault(article, []).append(actor)
    return found


def _issues(record: Record) -> dict[str, list[str]]:
    """The issues on which each article holds claims, in the order of its claims."""
    found: dict[str, dict[str, None]] = {}
    for claim in record.claims:
        if claim.issue:
            found.setdefault(claim.evidence[0].article, {})[claim.issue] = None
    return {article: list(issues) for article, issues in found.items()}
