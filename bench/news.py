"""Made-up news of the examples' kind, as many articles as are asked for: stories with people, days, outlets, copies, updates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from msgspec import Struct

from mahdar.captures import Capture, Declared

_FIRST = date(2024, 1, 1)
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
#: One article in so many says no date, copies the one before it, is a later version of the one before it.
UNDATED, COPIED, UPDATED = 60, 9, 25
_A_DAY = 130  # articles
_LETTERS = tuple("بتثجحخدذرزسشصضطظعغفقكلمنه")
_SHAPES = {
    "noun": ("ال{0}{1}ي{2}", "ال{0}{1}ا{2}", "الت{0}{1}ي{2}", "الم{0}ا{1}{2}ة", "الا{0}ت{1}ا{2}"),
    "town": ("{0}{1}و{2}ة", "{0}ا{1}{2}ين", "{0}{1}{2}ان"),
}


class _Story(Struct, frozen=True):
    shared: dict[str, str]
    day: int


def captures(count: int, *, seed: int = 7) -> Iterator[Capture]:
    """So many articles, nearly in the order of their days; the same number and seed give the same articles."""
    chance = Random(seed)  # noqa: S311 - news, not secrets
    running: list[_Story] = []
    last: tuple[str, str, _Story, dict[str, str]] | None = None
    for number in range(count):
        day = number // _A_DAY
        if not running or chance.random() < 0.09:
            running.append(_story(chance, day))
            running = [s for s in running if day - s.day < 12][-60:]
        story = running[min(int(chance.expovariate(0.12)), len(running) - 1) * -1 - 1]
        kind = number % 225
        if last and kind % COPIED == 4:
            title, text, story = last[0], last[1] + "\n\n" + _rows("credit")[0], last[2]
            outlet, url = chance.choice(_rows("outlet")), f"https://copy.example/{number}"
        elif last and kind % UPDATED == 12:
            title, story = last[0], last[2]
            text, outlet, url = last[1] + "\n\n" + _filled(chance, "update", last[3]), last[3]["outlet"], last[3]["url"]
        else:
            filled = {
                **story.shared,
                **_own(chance, day),
                "outlet": chance.choice(_rows("outlet")),
                "url": f"https://news.example/{number}",
            }
            title, text = _filled(chance, "headline", filled), _body(chance, filled)
            outlet, url = filled["outlet"], filled["url"]
            last = (title, text, story, filled)
        dated = number % UNDATED != 17
        published = (_FIRST + timedelta(days=day)).isoformat() if dated else None
        yield _capture(number, f"{title}\n\n{text}", Declared(title, outlet, url if dated else None, published))


def _capture(number: int, text: str, declared: Declared) -> Capture:
    data = text.encode()
    return Capture("news.jsonl", "row", data, sha256(data + (declared.url or "").encode()).hexdigest(), str(number), declared)


def _story(chance: Random, day: int) -> _Story:
    (c1, a1), (c2, a2) = chance.sample(_pairs(), 2)
    shared = {"c1": c1, "a1": a1, "c2": c2, "a2": a2, "place": chance.choice(_rows("place")), "topic": chance.choice(_rows("topic"))}
    shared |= {"body": chance.choice(_rows("body")), "o1": chance.choice(_rows("office")), "o2": chance.choice(_rows("office"))}
    shared |= {f"w{n}": _coined(chance) for n in range(1, 41)} | {f"t{n}": _coined(chance, "town") for n in (1, 2)}
    for n in "12":
        family = chance.choice(_rows("family"))
        shared |= {f"p{n}": f"{chance.choice(_rows('first'))} {family}", f"l{n}": family}
    return _Story(shared, day)


def _own(chance: Random, day: int) -> dict[str, str]:
    when = _FIRST + timedelta(days=day)
    ahead = when + timedelta(days=chance.randint(2, 20))
    return {
        "n": str(chance.randint(3, 90)),
        "weekday": _WEEKDAYS[(when - timedelta(days=1)).weekday()],
        "day": f"{ahead.day} {_MONTHS[ahead.month - 1]}",
        "month": _MONTHS[(when.month - 3) % 12],
    }


def _body(chance: Random, filled: dict[str, str]) -> str:
    kinds = ["said", "reply", "said", "background", "reply", "deny", "demand", "count", "warn"]
    middle = [*chance.sample(kinds, chance.randint(2, 4)), *["matter"] * chance.randint(6, 10)]
    chance.shuffle(middle)
    said: list[str] = []
    for kind in ["lead", *middle, "close"]:
        sentence = _filled(chance, kind, {**filled, "n": str(chance.randint(3, 90))})
        if sentence not in said:
            said.append(sentence)
    return "\n\n".join(" ".join(said[at : at + 2]) for at in range(0, len(said), 2))


def _coined(chance: Random, shape: str = "noun") -> str:
    """A word of no language but of an Arabic shape: what a story speaks of and no other story does."""
    root = chance.sample(_LETTERS, 3)
    return chance.choice(_SHAPES[shape]).format(*root)


def _filled(chance: Random, kind: str, filled: dict[str, str]) -> str:
    return chance.choice(_rows(kind)).format(**filled)


@cache
def _rows(kind: str) -> tuple[str, ...]:
    return tuple(cells[1] for cells in _table() if cells[0] == kind)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((cells[1], cells[2]) for cells in _table() if cells[0] == "country")


@cache
def _table() -> tuple[list[str], ...]:
    lines = Path(__file__).with_name("news.tsv").read_text("utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if line and not line.startswith("#"))
