"""The drawings beside the tables count what the tables list."""

from __future__ import annotations

import re

from mahdar.records.figures import Share, bars, spots
from mahdar.records.labels import Label


def test_a_bar_is_as_long_as_its_counts_and_says_them_in_words() -> None:
    drawn = str(bars([Share("صدى", (1, 2, 1)), Share("مدار", (4, 0, 0)), Share("نيل", (0, 0, 0))]))
    pieces = [(kind, float(length)) for kind, length in re.findall(r'<rect class="(\w+)" .*? width="([\d.]+)" height', drawn)]
    assert [kind for kind, _ in pieces] == ["alike", "alike", "near", "alone"]
    whole, *parts = [length for _, length in pieces]
    assert abs(sum(parts) - whole) < 1
    assert "مدار: كغيره (4)" in drawn


def test_names_of_outlets_are_escaped_in_drawings() -> None:
    assert "<i>" not in str(bars([Share("<i>", (1, 0, 0))]))


def test_a_circle_stands_for_each_party_and_issue_with_positions() -> None:
    issues = [Label("أول", "one"), Label("ثان", "two")]
    drawn = str(spots(["س", "ص"], issues, [[4, 0], [1, 1]]))
    radii = [float(r) for r in re.findall(r' r="([\d.]+)"', drawn)]
    assert radii == [12.0, 6.0, 6.0]
    assert 'data-en="two"' in drawn


def test_nothing_is_drawn_of_nothing() -> None:
    assert str(bars([])) == ""
    assert str(spots(["س", "ص"], [Label("أ", "a"), Label("ب", "b")], [[0, 0], [0, 0]])) == ""
