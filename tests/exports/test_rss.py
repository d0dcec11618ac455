from __future__ import annotations

from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest

from mahdar.exports import Options, export
from mahdar.records import Record

ATOM = "{http://www.w3.org/2005/Atom}"


def read(record: Record, options: Options | None = None) -> bytes:
    [(_, chunks)] = export(record, "rss", options=options)
    return b"".join(chunks)


@pytest.fixture
def speaker(record: Record) -> str:
    return next(q.actor for q in record.quotations if q.actor)


def test_a_feed_of_a_story_reads_with_every_article_newest_first(record: Record) -> None:
    feed = feedparser.parse(read(record))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    assert len(feed.entries) == len(record.articles)
    days = [e.published_parsed for e in feed.entries if "published_parsed" in e]
    assert days == sorted(days, reverse=True)
    assert len({e.guid for e in feed.entries}) == len(feed.entries)


def test_a_feed_of_a_person_holds_what_the_person_said(record: Record, speaker: str) -> None:
    feed = feedparser.parse(read(record, Options(person=speaker)))
    assert len(feed.entries) == sum(q.actor == speaker for q in record.quotations) > 1
    assert feed.feed.title == next(a.name for a in record.actors if a.id == speaker)


def test_a_feed_of_a_served_workspace_names_its_own_address(record: Record) -> None:
    root = ElementTree.fromstring(read(record, Options(base="https://desk.example/")))  # noqa: S314 - our own bytes
    link = root.find(f"channel/{ATOM}link")
    assert link is not None
    assert link.attrib == {"rel": "self", "type": "application/rss+xml", "href": f"https://desk.example/story/{record.stories[0].id}.rss"}
    assert next(str(e.text) for e in root.iterfind("channel/item/link")).startswith("https://desk.example/article/")


def test_markup_in_a_text_reaches_no_reader_as_markup(hard: Record) -> None:
    options = Options(person="act1")
    root = ElementTree.fromstring(read(hard, options))  # noqa: S314 - our own bytes
    said = [str(e.text) for e in root.iterfind("channel/item/description")]
    assert not any("<" in words for words in said)
    text = hard.articles[0].text
    assert {unescape(words) for words in said} == {text[q.content.start : q.content.end] for q in hard.quotations}


def test_what_xml_cannot_hold_is_replaced_and_the_feed_stays_well_formed(hard: Record) -> None:
    from msgspec.structs import replace

    text = "خبر\x00\x0b" + hard.articles[0].text[5:]
    broken = replace(hard, articles=(replace(hard.articles[0], text=text),))
    root = ElementTree.fromstring(read(broken))  # noqa: S314 - our own bytes
    assert str(root.findtext("channel/title")).startswith("خبر\ufffd\ufffd")


def test_no_link_but_to_the_web_is_written(hard: Record) -> None:
    from msgspec.structs import replace

    source = replace(hard.articles[0].source, url="javascript:alert(1)")
    assert b"javascript" not in read(replace(hard, articles=(replace(hard.articles[0], source=source),)))
