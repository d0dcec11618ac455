"""Bytes -> Feed: every format, what is mended, what is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.errors import InputError
from mahdar.feeds import Feed, parse, subscriptions

AT = "https://news.example/rss/all.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>صحيفة المثال</title><link>https://news.example/</link>
<atom:link rel="self" href="https://news.example/rss/all.xml"/><image><title>شعار</title><link>https://news.example/logo</link></image>
<item><title><![CDATA[الوزير: <b>المفاوضات</b> &quot;تتقدم&quot;]]></title><link>https://news.example/a/1?utm_source=rss&amp;id=7#top</link>
<pubDate>Sat, 21 Nov 2026 21:30:00 +0300</pubDate><guid isPermaLink="false">7</guid></item>
<item><title>بيان&nbsp;مشترك</title><guid>https://news.example/a/2</guid><dc:date>2026-11-20T08:00:00Z</dc:date>
<source url="https://agency.example/rss">وكالة المثال</source></item>
<item><title>بلا عنوان</title><guid>9</guid></item>
<item><title>مكرر</title><link>https://news.example/a/1?id=7</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">أخبار &amp;amp; تقارير</title>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">لقاء <i>ثنائي</i></div></title>
<link rel="enclosure" href="/sound.mp3"/><link rel="alternate" href="../b/1"/><id>tag:news.example,2026:1</id>
<author><name>محرر</name></author><updated>2026-11-21T10:00:00+03:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x">
<title>نشرة</title></channel><item rdf:about="https://news.example/c/1"><title>خبر</title></item></rdf:RDF>"""
OLD = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>قديم</title><item><title>خبر</title><link>/d/1</link></item></channel></rss>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "موجز",
    "items": [{"id": "1", "url": "/e/1", "title": "خبر", "date_published": "2026-11-21T10:00:00Z"}, {"id": "x"}, 5],
}


def feed(text: str | bytes) -> Feed:
    return parse(text if isinstance(text, bytes) else text.encode(), AT)


def reason(data: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        feed(data)
    assert caught.value.file == AT
    return caught.value.reason


def test_an_rss_feed_gives_each_page_once_with_title_day_and_outlet() -> None:
    found = feed(RSS)
    assert found.title == "صحيفة المثال"
    assert [(e.url, e.title, e.published, e.outlet) for e in found.entries] == [
        ("https://news.example/a/1?id=7", 'الوزير: المفاوضات "تتقدم"', "2026-11-21", None),
        ("https://news.example/a/2", "بيان مشترك", "2026-11-20T08:00:00Z", "وكالة المثال"),
    ]
    assert found.skipped == 1


def test_an_atom_feed_gives_the_page_not_the_enclosure() -> None:
    (entry,) = feed(ATOM).entries
    assert (entry.url, entry.title, entry.published) == ("https://news.example/b/1", "لقاء ثنائي", "2026-11-21T10:00:00+03:00")
    assert feed(ATOM).title == "أخبار & تقارير"


@pytest.mark.parametrize(("text", "url"), [(RDF, "https://news.example/c/1"), (OLD, "https://news.example/d/1")], ids=["1.0", "0.91"])
def test_older_forms_of_rss_are_read(text: str, url: str) -> None:
    assert [e.url for e in feed(text).entries] == [url]


def test_a_json_feed_is_read() -> None:
    found = feed(json.dumps(JSON))
    assert [(e.url, e.title, e.published) for e in found.entries] == [("https://news.example/e/1", "خبر", "2026-11-21T10:00:00Z")]
    assert found.skipped == 2


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859_6", "utf-16"])
def test_the_letters_tell_the_encoding_whatever_is_declared(encoding: str) -> None:
    text = RSS.replace("&nbsp;", " ").replace("المفاوضات", "إن المفاوضات التي جرت في العاصمة")
    assert feed(text.encode(encoding, "xmlcharrefreplace")).title == "صحيفة المثال"


def test_broken_markup_is_mended_as_far_as_it_goes() -> None:
    broken = RSS.replace("</channel></rss>", "<item><title>ناقص & غير مغلق<link>https://news.example/a/3")
    assert [e.url for e in feed(broken).entries][:2] == ["https://news.example/a/1?id=7", "https://news.example/a/2"]
    assert len(feed("\n\x0b" + RSS.replace("تتقدم", "تت\x01قدم")).entries) == 2


def test_the_mark_changes_with_what_is_told_and_not_with_counters() -> None:
    text = RSS.replace("</guid></item>", "</guid><comments>5</comments></item>", 1)
    first, again, other = feed(text), feed(text.replace("<comments>5", "<comments>6")), feed(text.replace("المفاوضات", "المحادثات"))
    assert first.entries[0].mark == again.entries[0].mark
    assert first.entries[0].mark != other.entries[0].mark
    assert first.entries[1].mark == other.entries[1].mark


BOMB = '<!DOCTYPE rss [<!ENTITY a "ها">' + "".join(f'<!ENTITY {c} "{f"&{b};" * 10}">' for b, c in zip("abcdefgh", "bcdefghi", strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BOMB + "]><rss><channel><title>&i;</title></channel></rss>", "entities"),
        (BOMB + "]><rss><channel><item><link href='&i;'/></item></channel></rss>", "entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><rss><channel/></rss>', "entities"),
        ("<html><body>صفحة</body></html>", "web page"),
        ("<opml><body/></opml>", "no feed"),
        ('{"a": 1}', "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 5}', "no JSON Feed"),
        ("{" + '"a":[' * 100_000, "cannot be read"),
        ("", "no XML"),
        ("نص عادي", "no XML"),
        (b"\x00\x01\x02" * 50, "no text"),
    ],
)
def test_what_is_no_feed_or_a_bomb_is_refused_with_the_reason(text: str | bytes, said: str) -> None:
    start = process_time()
    assert said in reason(text)
    assert process_time() - start < 1


def test_a_file_of_this_machine_never_comes_into_a_feed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر", "utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{secret}" parse="text"/>'
    assert feed(f"<rss><channel><title>{include}</title></channel></rss>").title is None


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel>" + "<a>" * 100_000 + "<item><link>https://news.example/x</link></item>",
        f"<rss><channel><item x='{'y' * 5_000_000}'><link>https://news.example/x</link></item></channel></rss>",
        "<rss><channel>" + "<item><link>https://news.example/x</link></item>" * 100_000,
        "<rss><channel><item><title>" + "&#x41;" * 500_000 + "</title><link>https://news.example/x</link></item></channel></rss>",
        "<rss><channel><title>" + "<![CDATA[" * 200_000,
    ],
    ids=["deep", "attribute", "many", "references", "cdata"],
)
def test_an_overgrown_feed_takes_bounded_time(text: str) -> None:
    start = process_time()
    with suppress(InputError):
        assert len(feed(text).entries) <= 1
    assert process_time() - start < 3


def test_what_no_database_keeps_does_not_come_through_json() -> None:
    item = {"url": "/e/\ud800", "title": "خبر\x00 \ud83d\x1b[2J", "date_published": "\ud800"}
    (entry,) = feed(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]})).entries
    assert entry.title == "خبر\ufffd ?\ufffd[2J"
    assert entry.url.isascii()


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: f"<rss><channel><item>{t}".encode("utf-8", "replace"))))
def test_whatever_comes_is_a_feed_or_an_input_error(data: bytes) -> None:
    with suppress(InputError):
        parse(data, AT)


def test_a_page_tells_where_its_feed_is() -> None:
    page = '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml?a=1&amp;b=2"></head></html>'
    assert "https://news.example/rss.xml?a=1&b=2" in reason(page)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "mailto:a@b.example", "x" * 9000])
def test_an_entry_that_names_no_page_of_the_web_is_left_out(link: str) -> None:
    found = feed(f"<rss><channel><item><link>{link}</link></item></channel></rss>")
    assert (found.entries, found.skipped) == ((), 1)


OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="سياسة"><outline type="rss" text="صحيفة المثال" xmlUrl="https://a.example/rss"/>
<outline TITLE="أخرى" text="x" XMLURL="https://b.example/rss"/></outline>
<outline text="مكرر" xmlUrl="https://a.example/rss"/><outline text="خطأ" xmlUrl="file:///etc/passwd"/></body></opml>"""


def test_an_opml_file_gives_its_feeds_however_deep_and_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, "utf-8")
    found, wrong = subscriptions(path)
    assert [(s.url, s.label, s.outlet) for s in found] == [
        ("https://a.example/rss", "صحيفة المثال", None),
        ("https://b.example/rss", "أخرى", None),
    ]
    assert [(e.file, e.row) for e in wrong] == [("feeds.opml", "5")]


def test_a_plain_list_may_name_outlets_and_hold_remarks(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("\ufeff# الصحف\n\nhttps://a.example/rss  صحيفة المثال # كل ساعة\nhttps://b.example/rss#x\nb.example\n", "utf-8")
    found, wrong = subscriptions(path)
    assert [(s.url, s.outlet) for s in found] == [("https://a.example/rss", "صحيفة المثال"), ("https://b.example/rss", None)]
    assert [e.row for e in wrong] == ["5"]
    assert "no web address" in wrong[0].reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html></html>", "no OPML"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"#" * 9_000_000, "longer than 8 MB"),
        (BOMB.encode() + b"]><opml>&i;</opml>", "entities"),
    ],
    ids=["page", "bytes", "long", "bomb"],
)
def test_a_list_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "feeds"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        subscriptions(path)
    with pytest.raises(InputError, match="no file"):
        subscriptions(tmp_path)
