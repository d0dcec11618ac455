"""Anchors hold words, and ids depend on content alone."""

from __future__ import annotations

import pytest

from mahdar.errors import TableError
from mahdar.spans import Anchor, content_id
from mahdar.spans import table as read_table


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_an_anchor_without_words_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Anchor("a", start, end)


def test_an_anchor_slices_its_words_from_the_text() -> None:
    assert Anchor("a", 4, 8).of("قال بوتين") == "بوتي"


def test_anchors_of_two_articles_never_meet() -> None:
    assert not Anchor("a", 0, 9).meets(Anchor("b", 0, 9))
    assert not Anchor("a", 0, 9).holds(Anchor("b", 2, 3))
    assert Anchor("a", 0, 9).holds(Anchor("a", 2, 3))
    assert not Anchor("a", 0, 3).meets(Anchor("a", 3, 5))


def test_an_id_depends_on_its_parts_and_their_borders() -> None:
    assert content_id("quotation", "ab", "c") != content_id("quotation", "a", "bc")
    assert content_id("quotation", 1) == content_id("quotation", 1)


def test_a_table_with_a_crowded_row_names_the_line(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    package = tmp_path / "crowded"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "x.tsv").write_text("form\tkey\n# note\nأ\tب\tت\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(TableError, match="line 3"):
        read_table("crowded", "x.tsv")
