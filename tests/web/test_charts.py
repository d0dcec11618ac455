"""Charts of days: their axis is true to time, their steps grow with their length, and nothing within them is lost."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.store.cards import Count
from mahdar.web.charts import MOST, YEARS, chart


def way(first: str, last: str) -> str:
    return f"{first}..{last}"


@pytest.mark.parametrize(
    ("first", "last", "step", "columns", "ticks"),
    [
        ("2021-06-16", "2021-06-16", "day", 1, ["16/6"]),
        ("2021-04-01", "2021-06-30", "day", 91, ["1/4", "19/4", "7/5", "25/5", "12/6", "30/6"]),
        ("2021-01-01", "2022-06-30", "week", 79, ["28/12", "19/4", "2/8", "22/11", "7/3", "27/6"]),
        ("2015-01-31", "2021-06-01", "month", 78, ["1/2015", "4/2016", "8/2017", "11/2018", "3/2020", "6/2021"]),
        ("1900-02-01", "2021-06-01", "year", 122, ["1900", "1924", "1948", "1973", "1997", "2021"]),
    ],
)
def test_the_longer_the_time_the_longer_the_step(first: str, last: str, step: str, columns: int, ticks: list[str]) -> None:
    made = chart([Count(first, 3), Count(last, 1)], way)
    assert made
    assert (made.step, len(made.columns)) == (step, columns)
    assert [one.tick for one in made.columns if one.tick] == ticks


def test_days_without_anything_keep_their_place() -> None:
    made = chart([Count("2021-06-14", 4), Count("2021-06-17", 2)], way, other=[Count("2021-06-15", 8)])
    assert made
    assert [(one.count, one.other) for one in made.columns] == [(4, 0), (0, 8), (0, 0), (2, 0)]
    assert [one.height for one in made.columns] == [28, 0, 0, 14]
    assert made.most == 8
    assert [one.href for one in made.told] == ["2021-06-14..2021-06-14", "2021-06-15..2021-06-15", "2021-06-17..2021-06-17"]


@pytest.mark.parametrize("days", [[], ["2021-06"], ["2021"], ["nonsense"], ["0001-01-01"], ["9999-12-31"]])
def test_what_is_no_day_of_a_newspaper_makes_no_chart(days: list[str]) -> None:
    assert chart([Count(day, 1) for day in days], way) is None


def test_a_slip_of_the_calendar_does_not_flatten_the_chart() -> None:
    made = chart([Count("2021-06-16", 1), Count("9999-12-31", 1)], way)
    assert made
    assert len(made.columns) == 1


@given(st.dictionaries(st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)), st.integers(1, 99), min_size=1, max_size=40))
def test_everything_falls_into_one_column_and_columns_follow_each_other(days: dict[date, int]) -> None:
    made = chart([Count(day.isoformat(), n) for day, n in days.items()], way)
    assert made
    assert sum(one.count for one in made.columns) == sum(days.values())
    assert made.step == "year" or len(made.columns) <= MOST
    ends = [[date.fromisoformat(day) for day in one.href.split("..")] for one in made.columns]
    assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(ends))
    assert ends[0][0] <= min(days) <= max(days) <= ends[-1][1]
