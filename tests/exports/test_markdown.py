from __future__ import annotations

import re

from markdown_it import MarkdownIt

from mahdar.exports import export
from mahdar.exports.markdown import plain
from mahdar.records import Record

PARSER = MarkdownIt("commonmark", {"html": True})


def read(record: Record) -> str:
    return "".join(b"".join(chunks).decode() for _, chunks in export(record, "md"))


def test_a_story_has_its_sections_in_two_languages(record: Record) -> None:
    page = read(record)
    assert [line for line in page.splitlines() if line.startswith("# ")]
    heads = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert heads[0] == "من قال ماذا / Who said what"
    assert heads[-1] == "المصادر / Sources"


def test_every_quotation_is_printed_with_its_source(record: Record) -> None:
    page = read(record)
    assert sum("[[" in line for line in page.splitlines()) >= len(record.quotations) + len(record.claims)
    for number, _ in enumerate(record.articles, 1):
        assert f'<a id="s{number}"></a>' in page


def test_words_mean_nothing_to_markdown(hard: Record) -> None:
    html = PARSER.render(read(hard))
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_every_quoted_text_is_a_slice_of_the_article(hard: Record, record: Record) -> None:
    """Line breaks, which a list cannot hold, are the one thing that is not printed as it stands."""
    checked = 0
    for one in (hard, record):
        texts = [" ".join(a.text.split()) for a in one.articles]
        for words in re.findall("\N{FIRST STRONG ISOLATE}(.*?)\N{POP DIRECTIONAL ISOLATE} \\[\\[", read(one)):
            told = " ".join(re.sub(r"\\([^\w\s])", r"\1", words).split())
            assert any(told in text for text in texts), words
            checked += 1
    assert checked > 100


def test_escaped_words_come_back_as_they_were() -> None:
    words = "1. *قال* [x](javascript:1) <b>`c`</b> # - + > ~~ http://e.example | &amp; \\"
    tokens = PARSER.parseInline(plain(words))[0].children or []
    assert {t.type for t in tokens} <= {"text", "text_special"}
    assert "".join(t.content for t in tokens) == words
