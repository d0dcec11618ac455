"""Bytes -> Feed: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from httpx import URL, InvalidURL
from lxml import etree
from msgspec.structs import replace

from mahdar.captures import iso_day
from mahdar.captures.files import shown
from mahdar.errors import InputError
from mahdar.feeds.entry import Entry, Feed
from mahdar.feeds.trees import local, space, tree, words

_MOST = 2_000  # entries; a feed of more is an archive
_TITLE = 500  # characters
_TAG = re.compile(r"<[^<>]{0,300}>")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|at_medium|at_campaign|ocid)=", re.IGNORECASE)
_PAGE = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ALTERNATE = re.compile(rb"<link\b[^>]{0,400}?type\s*=\s*[\"']application/(?:rss|atom)\+xml[\"'][^>]{0,400}>", re.IGNORECASE)
_HREF = re.compile(rb"href\s*=\s*[\"']([^\"'\s<>]{1,500})", re.IGNORECASE)
_DAYS = ("published", "pubdate", "issued", "date", "created", "updated", "modified")  # the first that is there speaks
_TOLD = ("title", "description", "summary", "content", "encoded", "pubdate", "published", "updated", "modified", "date")
_OWN_LINKS = ("origlink", "link")


def parse(data: bytes, url: str, *, charset: str | None = None) -> Feed:
    """The feed in `data`, its addresses made whole against `url`; InputError where it is no feed.

    Broken markup is mended as far as it goes. `charset` is the encoding that HTTP gave, one vote among others.
    """
    if _PAGE.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise InputError(url, f"a web page, not a feed; {_advice(data, url)}")
    if data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json(data, url)
    root = tree(data, url, charset=charset)
    kind = local(root)
    if kind not in ("rss", "rdf", "feed"):
        raise InputError(url, f"XML, but no feed (it opens with <{kind[:40]}>); give the address of an RSS or Atom feed")
    channel = root if kind == "feed" else next((e for e in root if local(e) == "channel"), root)
    items = [e for e in root.iter() if local(e) == ("entry" if kind == "feed" else "item")]
    found = [_entry(item, url) for item in items[:_MOST]]
    return _feed(_plain(_text(channel, "title")), found)


def _feed(title: str | None, found: Sequence[Entry | None]) -> Feed:
    entries: dict[str, Entry] = {}
    for one in found:
        if one:
            entries.setdefault(one.url, one)
    return Feed(title, tuple(entries.values()), sum(one is None for one in found))


def _entry(item: etree._Element, base: str) -> Entry | None:
    """The entry of an item, or None where it names no page of the web."""
    url = next((whole for link in _links(item) if (whole := page_address(link, base))), None)
    if url is None:
        return None
    days = (iso_day(text.strip()) for name in _DAYS if (text := _text(item, name)))
    source = next((e for e in item if local(e) == "source"), None)
    outlet = None if source is None else _plain(_text(source, "title") or words(source))
    mark = _mark([f"{local(e)} {words(e)}" for e in item if local(e) in _TOLD])
    return Entry(url, _plain(_text(item, "title")), next((d for d in days if d), None), outlet, mark)


def _links(item: etree._Element) -> Iterator[str]:
    """What an item gives as the address of its page, the most trusted first."""
    for name in _OWN_LINKS:
        for link in item:
            if local(link) == name and link.get("rel", "alternate") == "alternate":
                yield (link.get("href") or words(link)).strip()
    for other in item:
        permanent = local(other) == "guid" and other.get("isPermaLink", "true").lower() != "false"
        if permanent or (local(other) == "id" and space(other).endswith("Atom")):
            yield _absolute(words(other))
    yield item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")


def _absolute(name: str | None) -> str:
    """An id that is a whole address; any other id is a name, which leads nowhere."""
    return name.strip() if name and name.strip().startswith(("http://", "https://")) else ""


def page_address(text: str, base: str) -> str | None:
    """The whole address of a page, without its fragment and the marks of campaigns; None where it is none of the web.

    >>> page_address("/a?id=3&utm_source=rss#top", "https://news.example/rss")
    'https://news.example/a?id=3'
    """
    if not text or len(text) > 4096:
        return None
    try:
        url = URL(base).join(text.strip())
        if url.scheme not in ("http", "https") or not url.host:
            return None
        path, _, query = str(url.copy_with(fragment=None)).partition("?")
    except (InvalidURL, UnicodeError, ValueError):
        return None
    kept = "&".join(part for part in query.split("&") if part and not _TRACKING.match(part))
    return f"{path}?{kept}" if kept else path


def _text(parent: etree._Element, name: str) -> str | None:
    """The words of the first child with that name that has any; a title of a picture or a person is no child of an entry."""
    return next((text for e in parent if local(e) == name and (text := words(e).strip())), None)


def _plain(text: str | None) -> str | None:
    """A title without markup, its spaces made one, cut where it is no title any more."""
    if not text:
        return None
    return shown(" ".join(_TAG.sub("", html.unescape(text[: _TITLE * 8])).split()))[:_TITLE] or None


def _mark(told: Sequence[str]) -> str:
    return sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:16]


def _json(data: bytes, url: str) -> Feed:
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(url, f"JSON that cannot be read ({str(error)[:80]})") from None
    if "jsonfeed.org" not in str(given.get("version"))[:100] or not isinstance(given.get("items"), list):
        raise InputError(url, "JSON, but no JSON Feed; give the address of an RSS, Atom or JSON feed")
    return _feed(_plain(_word(given, "title")), [_json_entry(item, url) for item in given["items"][:_MOST]])


def _json_entry(item: object, base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    url = page_address(_word(item, "url") or _word(item, "external_url") or _absolute(_word(item, "id")), base)
    if url is None:
        return None
    days = (iso_day(day.strip()) for key in ("date_published", "date_modified") if (day := _word(item, key)))
    keys = ("title", "summary", "content_text", "content_html", "date_published", "date_modified")
    mark = _mark([_word(item, key) or "" for key in keys])
    return replace(Entry(url, _plain(_word(item, "title"))), published=next((d for d in days if d), None), mark=mark)


def _word(given: dict[str, object], key: str) -> str | None:
    value = given.get(key)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _advice(data: bytes, url: str) -> str:
    """Where a page says that its feed is, or what to look for."""
    link = _ALTERNATE.search(data[:200_000])
    href = _HREF.search(link[0]) if link else None
    feed = page_address(html.unescape(href[1].decode("utf-8", "replace")), url) if href else None
    return f"it says that its feed is {feed}" if feed else "look on it for a link called RSS and give that"
