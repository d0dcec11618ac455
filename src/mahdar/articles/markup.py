"""What a page's markup says of its article: title, outlet, date, author, address. Only what is written there is believed.

A date is taken from JSON-LD, meta and time tags, or from the page's own address; it is never guessed from the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement
from msgspec import Struct

from mahdar.articles.days import ADDRESS, address_day, plain_day
from mahdar.articles.line import key_of

# Names of the meta tags that give the day of publication, most exact first; and those that give the outlet and author.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "pubdate",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "datecreated",
    "date",
)
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|WebPage", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]")
_SUFFIX = re.compile(r"\s+(?:[-–—|:»«•/]|::|\|\|)\s+")


class Markup(Struct, frozen=True):
    """What the markup says; None where it says nothing. `published` is an ISO day, `dated_by` the tag that gave it."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    dated_by: str = ""


def markup(root: HtmlElement) -> Markup:
    """What the markup of a page says of its article."""
    metas = _metas(root)
    linked = [x for x in _linked_data(root) if _ARTICLE_TYPES.search(str(x.get("@type", "")))]
    linked.sort(key=lambda x: str(x.get("@type", "")).startswith("WebPage"))
    page_title = _clean(root.findtext(".//title") or "")
    title = _title(root, metas, linked, page_title)
    url = metas.get("og:url") or _href(root, "canonical")
    published, dated_by = _published(root, metas, linked, url)
    return Markup(title, _outlet(metas, linked, page_title, title), url, _author(metas, linked), published, dated_by)


def _clean(text: str) -> str:
    return " ".join(text.split())


def _metas(root: HtmlElement) -> dict[str, str]:
    """The meta tags by name in small letters; of two with one name, the first that says something that is no address."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = _clean(tag.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _linked_data(root: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object of the JSON-LD of a page, in order; what is malformed is passed over."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(_CONTROL.sub(" ", script.text or "").strip().rstrip(";"))
        except (ValueError, RecursionError):
            continue
        waiting = [data]
        for _ in range(500):
            if not waiting:
                break
            node = waiting.pop(0)
            if isinstance(node, dict):
                yield node
                waiting.extend(
                    v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage") and isinstance(v, (dict, list))
                )
            elif isinstance(node, list):
                waiting.extend(node)


def _title(root: HtmlElement, metas: dict[str, str], linked: list[dict[str, object]], page_title: str) -> str | None:
    """The headline: the first-level heading that the page's title repeats, otherwise the title without the site's name."""
    said = [_text(x.get("headline")) for x in linked] + [metas.get("og:title"), metas.get("twitter:title"), page_title]
    titles = [t for t in said if t]
    keys = [key_of(t) for t in titles]
    site = key_of(metas.get("og:site_name") or "")
    headings = [_clean(h.text_content()) for tag in ("h1", "h2") for h in root.iter(tag)]
    repeated = [h for h in headings if key_of(h) != site and any(_repeats(key_of(h), key) for key in keys)]
    if repeated:
        return max(repeated, key=lambda h: len(key_of(h)))
    if not titles:
        return next((h for h in headings if key_of(h).count(" ") >= 2), None)
    parts = _SUFFIX.split(titles[0])
    while len(parts) > 1 and len(parts[-1].split()) <= 4 and len(" ".join(parts[:-1]).split()) >= 4:
        parts.pop()
    return titles[0][: titles[0].find(parts[-1]) + len(parts[-1])] or None


def _repeats(heading: str, title: str) -> bool:
    """Whether a heading of the page is its title, or the part of it that is no site's name."""
    return heading.count(" ") >= 1 and (heading in title or (title in heading and title.count(" ") >= 3))


def _text(value: object) -> str | None:
    """The text of a JSON-LD value: itself, its name, or that of the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value) if isinstance(value, str) and value.strip() else None


def _outlet(metas: dict[str, str], linked: list[dict[str, object]], page_title: str, title: str | None) -> str | None:
    """The name of the outlet, in Arabic letters where the page gives it so."""
    tail = _SUFFIX.split(page_title)[-1] if title and page_title.startswith(title[:20]) else ""
    given = [
        metas.get("og:site_name"),
        *(_text(x.get("publisher")) for x in linked),
        metas.get("publisher"),
        tail,
        metas.get("application-name"),
    ]
    names = [n for n in given if n and "/" not in n and "@" not in n and len(n) <= 60 and n != title and key_of(n)]
    return next((n for n in names if re.search(r"[\u0621-\u064a]", n)), names[0] if names else None)


def _author(metas: dict[str, str], linked: list[dict[str, object]]) -> str | None:
    given = [*(_text(x.get("author")) for x in linked), metas.get("author"), metas.get("article:author"), metas.get("dc.creator")]
    return next((a for a in given if a and "/" not in a and "@" not in a and len(a) <= 60), None)


def _href(root: HtmlElement, rel: str) -> str | None:
    return next((link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == rel and link.get("href")), None)


def _published(root: HtmlElement, metas: dict[str, str], linked: list[dict[str, object]], url: str | None) -> tuple[str | None, str]:
    for x in linked:
        if day := plain_day(str(x.get("datePublished") or x.get("dateCreated") or "")):
            return day, "JSON-LD"
    for name in _DATES:
        if name in metas and (day := plain_day(metas[name])):
            return day, f"meta {name}"
    for tag in root.iter("time"):
        given = tag.get("datetime") or tag.get("content") or ""
        modified = "modified" in f"{tag.get('itemprop')} {tag.get('class')}".lower() or "updated" in (tag.get("class") or "").lower()
        if not modified and (day := plain_day(given)) and not _in_list(tag):
            return day, "time tag"
    for tag in root.xpath("//*[@itemprop='datePublished' or @itemprop='dateCreated']"):
        if day := plain_day(tag.get("content") or tag.get("datetime") or tag.text_content()):
            return day, "itemprop"
    return (day, ADDRESS) if url and (day := address_day(url)) else (None, "")


def _in_list(tag: HtmlElement) -> bool:
    """Whether a tag stands in a list, a sidebar, a footer or a link: the dates there are those of other articles."""
    return any(up.tag in ("li", "aside", "footer", "nav", "a") for up in tag.iterancestors())
