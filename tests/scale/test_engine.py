"""A worker that dies with nothing in hand: the passes that no real run can be made to fail at the right moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mahdar.scale import engine
from mahdar.scale.parts import Manifest, Part, finish, plan

TEXT = '{{"id": "{}", "text": "قال الوزير سامي حداد إن بلاده ستوقع الاتفاق رقم {} في 16 يونيو 2021."}}'


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    given = tmp_path / "a.jsonl"
    given.write_text("\n".join(TEXT.format(i, i) for i in range(4)), "utf-8")
    (tmp_path / "out" / "parts").mkdir(parents=True)
    return plan([given], tmp_path / "out", size=1, tagger=False)[0]


def test_a_worker_that_dies_after_the_last_part_loses_nothing(parts: list[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    def dies_last(left: Sequence[Part], workers: int) -> Iterator[Manifest]:
        made = [finish(part) for part in left]
        yield made[0]
        raise RuntimeError("the connection was closed")

    monkeypatch.setattr(engine, "_mapped", dies_last)
    told = [one for one in engine.finished(parts, 2) if isinstance(one, Manifest)]
    assert {one.part for one in told} == {part.id for part in parts}


def test_a_worker_that_dies_between_parts_is_only_a_pass_made_again(parts: list[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    passes = iter([1, 0, 4])

    def dies_idle(left: Sequence[Part], workers: int) -> Iterator[Manifest]:
        some = next(passes)
        yield from [finish(part) for part in left[:some]]
        if len(left) > some:
            raise RuntimeError("the connection was closed")

    monkeypatch.setattr(engine, "_mapped", dies_idle)
    told = [one for one in engine.finished(parts, 2) if isinstance(one, Manifest)]
    assert {one.part for one in told} == {part.id for part in parts}


def test_an_engine_that_never_begins_anything_says_why(parts: list[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(left: Sequence[Part], workers: int) -> Iterator[Manifest]:
        raise RuntimeError("no room for another process")
        yield

    monkeypatch.setattr(engine, "_mapped", broken)
    with pytest.raises(RuntimeError, match="no room"):
        list(engine.finished(parts, 2))
