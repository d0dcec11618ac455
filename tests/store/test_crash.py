"""A program that is killed in the middle leaves a database that goes on, with nothing lost and nothing twice."""

from __future__ import annotations

import pytest
from bench import crash


def test_killed_a_few_times_an_addition_ends_where_an_undisturbed_one_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert crash.main(articles=90, kills=4, batch=10) == 0
    said = capsys.readouterr().out
    assert "equal to the undisturbed run: yes" in said
