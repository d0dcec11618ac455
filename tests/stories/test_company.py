"""What a person picked together about the same two actors stays one story; strangers and large runs do not."""

from __future__ import annotations

from mahdar.stories import company


def test_stories_of_a_small_run_with_two_main_actors_in_common_are_one() -> None:
    main = {"a": ("egypt", "ethiopia", "sudan"), "b": ("ethiopia", "egypt"), "c": ("tunis", "union")}
    assert company({"a": "1", "b": "2", "c": "3"}, main) == {"a": "1", "b": "1", "c": "3"}


def test_one_actor_in_common_is_not_enough() -> None:
    assert company({"a": "1", "b": "2"}, {"a": ("egypt", "ethiopia"), "b": ("egypt", "greece")}) == {"a": "1", "b": "2"}


def test_an_actor_of_few_articles_is_no_main_actor_of_their_story() -> None:
    main = {"a": ("egypt", "ethiopia"), "b": ("sudan",), "c": ("sudan",), "d": ("egypt", "ethiopia")}
    assert company({"a": "1", "b": "1", "c": "1", "d": "2"}, main)["d"] == "2"


def test_a_large_run_stays_as_it_is() -> None:
    placed = {str(i): str(i) for i in range(13)}
    assert company(placed, dict.fromkeys(placed, ("egypt", "ethiopia"))) == placed
