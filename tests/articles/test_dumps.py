"""Capture -> Article for dumps and rows, by cases and by properties."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.articles import Article, article
from mahdar.captures import Capture, Declared

CASES = Path(__file__).parents[1] / "cases" / "articles" / "dumps.toml"
LOADED = tomllib.loads(CASES.read_text("utf-8"))["case"]
INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\ufeff\u00ad\u2061\u2062\u2063\u2064"
)


def read(text: str, **declared: str) -> Article:
    data = text.encode()
    return article(Capture("a.txt", "dump", data, sha256(data).hexdigest(), declared=Declared(**declared)))


def roles(one: Article) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in one.blocks:
        found.setdefault(block.role, []).append(block.anchor.of(one.text))
    return found


@pytest.mark.parametrize("case", LOADED, ids=[case["name"] for case in LOADED])
def test_each_line_of_a_dump_has_its_role(case: dict[str, object]) -> None:
    one = read(str(case["text"]))
    got = roles(one)
    got.pop("body", None)
    assert got == case["roles"]
    assert one.outlet == case.get("outlet")


def test_the_declared_title_is_the_headline_wherever_it_stands() -> None:
    one = read("شريط الأخبار العاجلة من المراسلين\nقمة في جنيف\nقال الوزير إن القمة التي عقدت في جنيف كانت ناجحة.\n", title="قمّة في جنيف")
    headline = one.first("headline")
    assert headline is not None
    assert headline.of(one.text) == "قمة في جنيف"


def test_what_is_declared_is_believed() -> None:
    one = read(
        "قال الوزير إن القمة التي عقدت في جنيف كانت ناجحة.", outlet="المنبر", published="2021-06-17T23:00:00Z", url="https://news.example/1"
    )
    assert one.outlet == "المنبر"
    assert one.source.url == "https://news.example/1"
    assert one.published is not None
    assert (one.published.value, one.published.basis) == ("2021-06-17", "metadata")


def test_a_dump_without_description_has_no_date_yet() -> None:
    assert read("قال الوزير إن القمة عقدت في 16 يونيو 2021.").published is None


def test_a_day_in_the_declared_address_is_the_day_of_publication() -> None:
    day = read("قال الوزير إن القمة كانت ناجحة.", url="https://news.example/world/2021/6/17/talks").published
    assert day is not None
    assert (day.value, day.basis) == ("2021-06-17", "metadata")
    assert day.confidence < 1


def test_the_language_is_told_by_the_letters() -> None:
    assert read("قال الوزير إن القمة كانت ناجحة.").language == "ar"
    assert read("The minister said that the talks in Geneva were good for both sides.").language == "en"


def test_an_agency_credit_is_kept_and_a_reporters_name_is_set_aside() -> None:
    one = read("كتب: سعيد الحربي\nقال الوزير في ختام القمة إن النتائج كانت جيدة. (رويترز)\n")
    assert [b.anchor.of(one.text) for b in one.blocks if b.role == "byline"] == ["كتب: سعيد الحربي", "(رويترز)"]
    assert [b.anchor.of(one.text) for b in one.dropped] == ["كتب: سعيد الحربي"]


@given(
    st.lists(
        st.sampled_from(
            [
                "قال الوزير إن القمة كانت ناجحة جدا.",
                "القاهرة - رويترز: أعلن الوفد",
                "اقرأ أيضا:",
                "12",
                "***",
                "عنوان قصير",
                "",
                "  ",
                "\u200f",
                "(أ ف ب)",
            ]
        )
        | st.text(alphabet="ابتقال وزير.:-|()«»\u200f\ufeff\xa0 12\t", max_size=80),
        max_size=12,
    ),
    st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\x0b"]),
)
def test_blocks_are_in_order_do_not_overlap_and_hold_every_visible_character(lines: list[str], end: str) -> None:
    one = read(end.join(lines))
    last = 0
    covered: set[int] = set()
    for block in one.blocks:
        assert block.anchor.start >= last
        assert block.rule
        assert one.text[block.anchor.start] == one.text[block.anchor.start : block.anchor.end].lstrip()[0]
        last = block.anchor.end
        covered.update(range(block.anchor.start, block.anchor.end))
    visible = {i for i, c in enumerate(one.text) if not c.isspace() and c not in INVISIBLE}
    assert visible <= covered


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    read(text.encode("utf-8", "replace").decode())
