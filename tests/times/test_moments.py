"""Temporal expressions: what is read, to which value, and what is left alone."""

from __future__ import annotations

import re
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hijridate import Hijri
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Published, Role, Source
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor
from mahdar.times import Moment, moments

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASES = [
    (path.stem, case)
    for path in sorted((ROOT / "tests/cases/times").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
# What a value may be: TIMEX3, unknown digits as X, `h` behind a Hijri year or month, WE for a weekend.
PLAIN = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF"
    r"|P(T?(\d+|X)(Y|M|W|D|H|S|DE|CE)|X)"
    r"|[\dX]{4}(-[\dX]{2})?h|[\dX]{2,4}"
    r"|[\dX]{4}-([\dX]{2}|Q[1-4X]|H[12X]|SP|SU|FA|WI|XX)"
    r"|[\dX]{4}-W[\dX]{2}(-WE|-[1-7])?(T(MO|AF|EV|NI|\d\d:\d\d|XX:XX))?"
    r"|[\dX]{4}-[\dX]{2}-[\dX]{2}(T(MO|AF|EV|NI|\d\d:\d\d))?"
)


def reading(text: str, furniture: tuple[int, int] = (0, 0)) -> Reading:
    blocks = []
    for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text):
        role: Role = "furniture" if m.start() < furniture[1] and furniture[0] < m.end() else "body"
        blocks.append(Block(Anchor("a", m.start(), m.end()), role, "line"))
    return read(Article("a", Source("f", "0"), text, "ar", tuple(blocks)))


def moments_of(text: str, published: str | None = "2021-06-18") -> tuple[Moment, ...]:
    return moments(reading(text), Published(published, published, "metadata") if published else None)


def told(text: str, published: str | None = "2021-06-18") -> list[list[str]]:
    return [[m.value, m.anchor.of(text)] for m in moments_of(text, published)]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{stem}-{case['text']}" for stem, case in CASES])
def test_each_expression_of_a_case_has_its_words_and_its_value(name: str, case: dict[str, str]) -> None:
    assert told(case["text"], case.get("published", "2021-06-18") or None) == case["times"]


def test_at_least_half_of_the_cases_are_negative_or_maghreb_or_hijri() -> None:
    hard = [case for name, case in CASES if not case["times"] or name in {"maghreb", "hijri"}]
    assert len(CASES) >= 60
    assert len(hard) * 5 >= len(CASES) * 2


@pytest.mark.skipif(not SHARED.exists(), reason="the challenge lies beside the repository and is not here")
def test_every_line_of_the_challenge_is_read_as_wanted() -> None:
    rows = [line.split("\t") for line in (SHARED / "gold/times-challenge.tsv").read_text("utf-8").splitlines()]
    missed = [text for text, value, *exact in rows if told(text) != ([] if value == "NONE" else [[value, exact[0]]])]
    assert missed == []


def test_a_weekday_named_with_today_outweighs_the_date_of_publication() -> None:
    text = "قال الوزير اليوم الأحد إن الجلسة تأجلت. وكان المجلس قد اجتمع أمس."
    assert told(text, "2015-07-20") == [["2015-07-19", "اليوم الأحد"], ["2015-07-18", "أمس"]]


def test_a_double_dateline_is_one_expression_that_checks_itself() -> None:
    (agrees,) = moments_of("5 ذو القعدة 1442 هـ الموافق 15 يونيو 2021 م")
    (differs,) = moments_of("9 ذو القعدة 1442 هـ الموافق 15 يونيو 2021 م")
    assert agrees.value == differs.value == "2021-06-15"
    assert agrees.checks == ("Hijri date agrees",)
    assert differs.checks == ("Hijri date differs by 4 days",)


def test_a_month_stays_a_month_and_says_which_days_it_covers() -> None:
    (month,) = moments_of("في فبراير (شباط) الماضي")
    assert (month.granularity, month.first, month.last) == ("month", "2021-02-01", "2021-02-28")


def test_nothing_is_read_in_a_line_that_was_set_aside() -> None:
    text = "نشر في 16 يونيو 2021\nوصل الوفد في 15 يونيو 2021"
    found = moments(reading(text, (0, 20)), Published("2021-06-18", "2021-06-18", "metadata"))
    assert [m.value for m in found] == ["2021-06-15"]


def test_clitics_stay_outside_and_tashkeel_does_not_shift_the_words() -> None:
    assert told("وَالاثنينِ زار المدينة") == [["2021-06-14", "الاثنينِ"]]
    assert told("استمر لعَقْدَين") == [["P20Y", "عَقْدَين"]]


WORDS = (ROOT / "tests/cases/times/words.txt").read_text("utf-8").split()
SOUP = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n", "\N{RIGHT-TO-LEFT MARK} "]).map(lambda glue: glue.join(pieces))
)


@settings(max_examples=400, deadline=None)
@given(SOUP, st.sampled_from(["2021-06-18", "0001-01-01", "9999-12-31", None]))
def test_no_text_breaks_the_reader_and_every_moment_lies_in_the_text_with_a_wellformed_value(text: str, published: str | None) -> None:
    last = 0
    for moment in moments_of(text, published):
        assert last <= moment.anchor.start < moment.anchor.end <= len(text)
        assert moment.anchor.of(text).strip() == moment.anchor.of(text)
        assert all(PLAIN.fullmatch(side) for side in moment.value.split("/")), moment.value
        assert (moment.first or "") <= (moment.last or "")
        last = moment.anchor.end


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)))
def test_hijri_dates_are_converted_as_the_umm_al_qura_calendar_has_them(day: date) -> None:
    hijri = Hijri.fromisoformat(_hijri(day))
    assert told(f"في {hijri.day}/{hijri.month}/{hijri.year}هـ") == [[day.isoformat(), f"{hijri.day}/{hijri.month}/{hijri.year}هـ"]]


def _hijri(day: date) -> str:
    from hijridate import Gregorian

    return Gregorian.fromdate(day).to_hijri().isoformat()


@pytest.mark.parametrize("piece", ["مئة وعشرين وألف ", "ومئة ", "ليل - ", "سنوات عدة قليلة ", "( 16 / 7 / ", "من المقرر أن "])
def test_reading_takes_time_in_proportion_to_the_length_of_the_text(piece: str) -> None:
    seconds(piece, 2_000)
    small, large = min(seconds(piece, 10_000) for _ in range(3)), seconds(piece, 100_000)
    assert large < 40 * small + 0.5


def test_half_a_million_characters_are_read_in_seconds() -> None:
    assert seconds("وصل الوفد في 16 حزيران/يونيو 2021 إلى المدينة، وقال الوزير الاثنين إن المفاوضات مستمرة منذ أشهر. ", 500_000) < 20


def seconds(piece: str, characters: int) -> float:
    one = reading((piece * (characters // len(piece) + 1))[:characters])
    started = time.perf_counter()
    moments(one, Published("2021-06-18", "2021-06-18", "metadata"))
    return time.perf_counter() - started
