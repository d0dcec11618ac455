"""The joins find what `copies` finds in memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mahdar.captures import Slice
from mahdar.copies import copies, fingerprint, origins
from mahdar.scale import engine
from mahdar.scale.alike import alike, joined
from mahdar.scale.columns import row
from mahdar.scale.parts import Part, write
from mahdar.scale.prints import kept

WORDS = [f"كلمة{letter}{other}" for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" for other in "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"]


def texts(count: int) -> list[str]:
    """Texts of made-up words, of which some repeat another whole, in part, or with other words between."""
    chance = random.Random(3)  # noqa: S311 - the same texts every time
    made: list[str] = []
    for _ in range(count):
        words = chance.choices(WORDS, k=chance.randint(3, 160))
        if made and chance.random() < 0.5:
            other = chance.choice(made).split()
            cut = chance.randint(1, len(other))
            words = other[:cut] + words[: chance.choice([0, 0, 5, 40])]
        made.append(" ".join(words))
    return [*made, "", "12"]


@pytest.fixture(scope="module", autouse=True)
def _started() -> None:
    engine.start("local", 1)


def test_the_joins_find_what_copies_finds_in_memory(tmp_path: Path) -> None:
    prints = [
        fingerprint(f"art{i:04}", text, title=text[:40], outlet=f"o{i % 3}", day=i % 5 and 700_000 + i % 9, credit="واس" * (i % 7 == 0))
        for i, text in enumerate(texts(300))
    ]
    parts = []
    for number, first in enumerate(range(0, len(prints), 50)):
        part = Part(f"par{number}", Slice("", "a.jsonl", "rows", first + 1, 50, 0, 0, ""), str(tmp_path))
        part.folder.mkdir(parents=True)
        write(part.folder / "prints.parquet", "prints", [kept(one) for one in prints[first : first + 50]])
        parts.append(part)
    found, sources = joined([*parts, parts[0]])
    wanted = copies(prints)
    assert len(wanted) > 100
    assert {copy.relation for copy in wanted} >= {"same", "edited", "contains"}
    assert found == [row("copies", copy) for copy in wanted]
    assert (found, sources) == alike([*parts, parts[0]])
    assert sources == {name: origin for name, origin in origins(prints, wanted).items() if name != origin}
