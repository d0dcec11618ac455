"""How long a meeting took is told apart from how long it was to take."""

from __future__ import annotations

import pytest

from mahdar.records import record as lines
from mahdar.records.sections.engagement import expected

WAS = "استمر اللقاء ثلاث ساعات، وكان منظموه توقعوا أن يمتد حتى خمس ساعات."


def _article(text: str, day: str = "2021-06-17") -> lines.ArticleLine:
    return lines.ArticleLine(
        id="a",
        source=lines.SourceLine("a.txt", "0"),
        language="ar",
        text=text,
        outlet=None,
        published=lines.PublishedLine(day, "metadata", 1.0),
        dropped=(),
        story="s",
        blocks=(lines.BlockLine(0, len(text), "body", "line"),),
    )


def _expected(text: str, words: str, day: str = "2021-06-17") -> bool:
    start = text.index(words)
    time = lines.TimeLine("t", "a", start, start + len(words), "DURATION", "PT3H", "hour", "absolute", "rule")
    return expected(_article(text, day), time, "2021-06-16")


@pytest.mark.parametrize(
    ("text", "words", "ahead"),
    [
        (WAS, "ثلاث ساعات", False),
        (WAS, "خمس ساعات", True),
        ("دامت الجلسة ساعتين وهو أقل مما كان متوقعا.", "ساعتين", False),
        ("ومن المقرر أن يستغرق الاجتماع أربع ساعات.", "أربع ساعات", True),
        ("ستستمر المحادثات ساعة واحدة.", "ساعة", True),
        ("عقدت الجلسة في ساعة واحدة.", "ساعة", False),
    ],
)
def test_the_nearest_word_says_whether_a_length_was_or_was_to_be(text: str, words: str, ahead: bool) -> None:
    assert _expected(text, words) is ahead


def test_what_is_told_before_the_day_is_expected() -> None:
    assert _expected("استمر اللقاء ثلاث ساعات.", "ثلاث ساعات", "2021-06-10")
