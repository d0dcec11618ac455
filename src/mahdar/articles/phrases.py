"""The furniture that a line shows by its words alone: phrases of a table, counters, share bars, addresses, date lines."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from msgspec import Struct

from mahdar.articles.line import Line, key_of
from mahdar.spans import table

_PACKAGE = "mahdar.articles"
_HEAD_WORDS = 40  # a longer line that opens with a marker is prose
_ANY_WORDS, _SHORT_WORDS = 14, 10
_TITLE_WORDS = 4
_LEAD = re.compile(r"([^\W\d_][^:|.…\-–/»›>]{1,24}?)\s*[:|.…\-–/»›>]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|@\w{2,}")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})|\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2})(?!\d)"
)
_GLUED = re.compile(r"(\d)(?=[^\W\d])")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_HASHTAGS = re.compile(r"(?:#[\w]+[\s،,]*)+")
_COUNTER = re.compile(r"[\d\W_]+")


class Phrase(Struct, frozen=True):
    """What a line of furniture is, and what it does to the lines below it: `links`, `rest` or nothing."""

    rule: str
    after: str = ""


class _Phrases(Struct, frozen=True):
    whole: dict[str, Phrase]
    heads: dict[str, tuple[tuple[str, int, Phrase], ...]]  # by first word; with the most words that the line may have
    leads: dict[str, Phrase]
    anywhere: tuple[tuple[str, Phrase], ...]
    prose: tuple[tuple[str, Phrase], ...]
    tails: re.Pattern[str]
    tail_rules: dict[str, str]


@cache
def _phrases() -> _Phrases:
    whole: dict[str, Phrase] = {}
    heads: defaultdict[str, list[tuple[str, int, Phrase]]] = defaultdict(list)
    leads: dict[str, Phrase] = {}
    anywhere: list[tuple[str, Phrase]] = []
    prose: list[tuple[str, Phrase]] = []
    tails: dict[str, str] = {}
    for row in table(_PACKAGE, "phrases.tsv"):
        key, phrase = key_of(row["form"]), Phrase(row["rule"], row["after"])
        if row["where"] == "tail":
            tails[row["form"].lower()] = row["rule"]
        elif row["where"] == "any":
            anywhere.append((key, phrase))
        else:
            whole.setdefault(key, phrase)
            if row["where"] in ("head", "short"):
                most = _HEAD_WORDS if row["where"] == "head" else _SHORT_WORDS
                heads[key.split(" ", 1)[0]].append((key + " ", most, phrase))
            elif row["where"] == "lead":
                leads[key] = phrase
            elif row["where"] == "prose":
                prose.append((key, phrase))
    forms = "|".join(sorted(map(re.escape, tails), key=len, reverse=True))
    # A tail opens after the end of a sentence and runs to the end of the line.
    pattern = re.compile(rf"(?<=[.؟!»”\"])\s+(?P<tail>(?P<form>{forms})(?!\w)[^.؟!]{{0,400}})$", re.IGNORECASE)
    return _Phrases(whole, {k: tuple(v) for k, v in heads.items()}, leads, tuple(anywhere), tuple(prose), pattern, tails)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(key_of(row["form"]) for row in table(_PACKAGE, name))


@cache
def _calendar() -> dict[str, str]:
    return {key_of(row["form"]): row["kind"] for row in table(_PACKAGE, "calendar.tsv")}


def phrase(line: Line, *, first: bool = False) -> Phrase | None:
    """The furniture that `line` is by its own words, if any; the `first` line of a text is no opening of a marker but a title."""
    if not line.words or _COUNTER.fullmatch(line.shown):
        return Phrase("counter" if line.words else "ornament")
    known = _phrases()
    if found := known.whole.get(line.key):
        return found
    if found := next((found for form, found in known.prose if line.key.startswith(form)), None):
        return found
    if line.words <= _HEAD_WORDS and not (first and line.words >= _TITLE_WORDS):
        if (mark := _LEAD.match(line.shown)) and (found := known.leads.get(key_of(mark[1]))):
            return found
        for head, most, found in known.heads.get(line.key.split(" ", 1)[0], ()):
            closed = line.closed and (most == _SHORT_WORDS or line.words > _ANY_WORDS)
            if line.key.startswith(head) and line.words <= most and not closed:
                return found
    if line.words <= _ANY_WORDS:
        for form, found in known.anywhere:
            if form in line.key:
                return found
        return _short(line)
    return None


def _short(line: Line) -> Phrase | None:
    if all(word == "#" or word in _words("networks.tsv") for word in line.key.split()):
        return Phrase("share")
    if line.shown.startswith("©"):
        return Phrase("copyright", "rest")
    if _HASHTAGS.fullmatch(line.shown):
        return Phrase("tags")
    if len(key_of(_ADDRESS.sub(" ", line.shown)).split()) <= 2 and _ADDRESS.search(line.shown):
        return Phrase("address")
    return None


def tail(shown: str) -> tuple[int, str] | None:
    """Where a tail of furniture opens in a line of prose, and its rule: tags glued to a last sentence, for one."""
    known = _phrases()
    found = known.tails.search(shown, max(0, len(shown) - 500))
    return (found.start("tail"), known.tail_rules[found["form"].lower()]) if found else None


def is_date(shown: str) -> bool:
    """Whether a line is a printed date and nothing else.

    >>> is_date("الأربعاء 16 يونيو 2021 - 10:15"), is_date("قمة 16 يونيو")
    (True, False)
    """
    if len(shown) > 120:
        return False
    numeric = bool(_NUMERIC_DATE.search(shown))
    words = key_of(_GLUED.sub(r"\1 ", shown)).split()
    kinds = [_calendar().get(word, "" if word != "#" else "number") for word in words]
    if not words or "" in kinds:
        return False
    if kinds[0] == "number" and len(words) == 1:
        return False
    if "lead" in kinds and ("ago" in kinds or _CLOCK.search(shown)):
        return True
    return numeric or ("month" in kinds and "number" in kinds)
