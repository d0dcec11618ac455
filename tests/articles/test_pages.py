"""Capture -> Article for HTML pages, by cases and by what must never happen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, article
from mahdar.articles.days import plain_day
from mahdar.captures import Capture, captures
from mahdar.errors import InputError

CASES = Path(__file__).parents[1] / "cases" / "articles" / "pages.toml"
LOADED = tomllib.loads(CASES.read_text("utf-8"))["case"]
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "pages"
SENTENCE = "قال الوزير في ختام الاجتماع إن النتائج كانت جيدة، وإن الجانبين سيعقدان جولة ثانية في العاصمة قبل نهاية العام الجاري."


def read(path: Path) -> Article:
    (found,) = captures([path])
    assert isinstance(found, Capture)
    return article(found)


def kept(one: Article) -> str:
    gone = {i for b in one.dropped for i in range(b.anchor.start, b.anchor.end)}
    return "".join(c for i, c in enumerate(one.text) if i not in gone)


def headline(one: Article) -> str | None:
    anchor = one.first("headline")
    return anchor.of(one.text) if anchor else None


@pytest.mark.parametrize("case", LOADED, ids=[case["name"] for case in LOADED])
def test_a_page_gives_its_article_and_leaves_the_rest(case: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(str(case["html"]).encode(str(case.get("encoding", "utf-8"))))
    one = read(path)
    assert headline(one) == case["headline"]
    assert (one.published.value if one.published else None) == case.get("published")
    assert one.outlet == case.get("outlet")
    text = kept(one)
    assert [s for s in case["keep"] if s not in text] == []  # type: ignore[attr-defined]
    assert [s for s in case["leave"] if s in text] == []  # type: ignore[attr-defined]
    last = 0
    for block in one.blocks:
        assert last <= block.anchor.start < block.anchor.end <= len(one.text)
        last = block.anchor.end


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = f"<!doctype html><html><body><article><h1>عنوان الخبر هنا</h1><p>{SENTENCE}</p><p>{SENTENCE}".encode()
    path = tmp_path / "page.html"
    path.write_bytes(whole[:-31])
    one = read(path)
    assert SENTENCE in one.text
    assert one.language == "ar"


def test_an_english_page_is_said_to_be_english_and_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    said = "The minister said that the talks were good and that both sides would meet again in the capital before the end of the year. " * 3
    path.write_text(
        f"<html><head><title>Talks end</title></head><body><h1>Talks end in the capital</h1><p>{said}</p></body></html>", "utf-8"
    )
    one = read(path)
    assert one.language == "en"
    assert "both sides would meet again" in kept(one)


@pytest.mark.parametrize("html", ["<html></html>", "<p></p>", "<html><body><script>var a='نص'</script></body></html>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(InputError, match="without text"):
        article(Capture("p.html", "page", html.encode(), "0" * 64))


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1256"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "iso8859_6", "utf-16"])
def test_a_page_that_declares_a_wrong_charset_is_read(encoding: str, declared: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        f"<html><head><meta charset={declared}></head><body><h1>عنوان الخبر هنا</h1><p>{SENTENCE}</p></body></html>".encode(encoding)
    )
    assert SENTENCE in read(path).text


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2021-06-16T21:05:00+03:00", "2021-06-16"),
        ("20/06/2021", "2021-06-20"),
        ("6/20/2021", "2021-06-20"),
        ("06/07/2021", None),
        ("٢٠٢١-٠٦-١٦", "2021-06-16"),
        ("الجمعة، 5 تشرين الثاني 2021", "2021-11-05"),
        ("16 حزيران/يونيو 2021", "2021-06-16"),
        ("June 16, 2021", "2021-06-16"),
        ("Wed, 16 Jun 2021 10:00:00 GMT", "2021-06-16"),
        ("2021", None),
        ("2021-13-40", None),
    ],
)
def test_a_tag_gives_a_day_only_where_it_says_one(given: str, day: str | None) -> None:
    assert plain_day(given) == day


def test_dumps_do_not_pay_for_the_libraries_of_pages() -> None:
    code = (
        "import sys; from mahdar.articles import article; from mahdar.captures import Capture; "
        "article(Capture('a.txt', 'dump', 'قال الوزير.'.encode(), '0')); "
        "print([m for m in ('trafilatura', 'justext', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not REAL.exists(), reason="../shared is not here")
def test_five_real_pages_give_their_articles() -> None:
    left = 0
    for gold in json.loads((REAL / "gold.json").read_text("utf-8")):
        one = read(REAL / gold["file"])
        text = kept(one)
        assert headline(one) == gold["headline"], gold["file"]
        assert one.published is not None
        assert one.published.value == gold["published"], gold["file"]
        assert [s for s in gold["with"] if s not in text] == [], gold["file"]
        left += sum(s in text for s in gold["without"])
    assert left <= 2


PARTS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<h1>",
    "<table><tr><td>",
    "</table>",
    "<a href='#'>",
    "</a>",
    "<script>",
    "<!--",
    "<article>",
    "&nbsp;",
    "\x00",
    "\u200f",
]


@given(st.lists(st.sampled_from([*PARTS, SENTENCE, "اقرأ أيضا", "12", "دبي - رويترز"]) | st.text(max_size=20), max_size=25))
@settings(deadline=None, max_examples=60)
def test_no_markup_raises_but_for_pages_without_text(parts: list[str]) -> None:
    data = "".join(parts).encode("utf-8", "replace")
    try:
        one = article(Capture("p.html", "page", data, "0" * 64))
    except InputError:
        return
    last = 0
    for block in one.blocks:
        assert last <= block.anchor.start < block.anchor.end <= len(one.text)
        last = block.anchor.end
