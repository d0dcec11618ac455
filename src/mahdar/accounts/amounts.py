"""Words -> Amount: numbers in digits and in words, with what bounds them and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from mahdar.accounts.lexicon import bare, classes, counted, modifiers, numbers, stem, stopwords
from mahdar.accounts.telling import Amount
from mahdar.sentences import Word
from mahdar.spans import Anchor

#: A number that is only about right may be off by this share.
ROUGHLY = 0.15
#: How many words before and after an amount tell what it is of.
NEARBY = 3
#: Prepositions written with their number.
_PROCLITICS = frozenset("بلك")
#: Folded plurals and scales that multiply the number before them.
_SCALES = {"الاف": 1e3, "الف": 1e3, "الفا": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9}


def amounts(article: str, words: Sequence[Word]) -> Iterator[Amount]:
    """The amounts of a clause, in order. Years and hours of a clock are left to the dates."""
    i = 0
    while i < len(words):
        value, end = _number(words, i)
        unit, dual = counted().get(bare(words[i].form), ("", False)) if value is None else ("", False)
        if dual:
            value, end = 2.0, i + 1
        if value is None:
            i += 1
            continue
        unit = unit or _unit(words, end)
        if unit and not (1900 <= value <= 2100 and unit != "percent"):
            low, high = _bounds(words, i, value)
            yield Amount(Anchor(article, words[i].start, words[end - 1].end), low, high, unit, _of(words, i, end, unit))
        i = end


def _number(words: Sequence[Word], i: int) -> tuple[float | None, int]:
    """The number that starts at word `i`, with its thousands and millions, and where it ends."""
    value, end = _counted(words, i)
    while value is not None and end < len(words) and words[end].form in _SCALES:
        value, end = value * _SCALES[words[end].form], end + 1
    return value, end


def _counted(words: Sequence[Word], i: int) -> tuple[float | None, int]:
    if words[i].sort == "number":
        try:
            return float(words[i].form.replace("٫", ".").replace(",", "").replace("٬", "")), i + 1
        except ValueError:
            return None, i
    total: float | None = None
    last = ""
    while i < len(words):
        form = words[i].form if total is None else words[i].form.removeprefix("و")
        if form.startswith("بال"):  # بالمئة is a unit, not a number
            break
        code, value = numbers().get(bare(form), numbers().get(form, ("", 0)))
        if not code and total is None and form[:1] in _PROCLITICS:
            code, value = numbers().get(form[1:], ("", 0))  # بستة عشر, لأربعة
        if not code:
            break
        if total is None:
            total = value
        elif code in {"hundred", "thousand"} and last in {"small", "ten"}:
            total *= value
        elif last != code:
            total += value
        else:
            break
        last = code
        i += 1
    return (None if total == 1 else total), i  # أحد, إحدى: one of several, which counts nothing


def _unit(words: Sequence[Word], i: int) -> str:
    """The class or stem of what is counted: the next word that says something, within three words."""
    for word in words[i : i + 3]:
        if word.form == "%":
            return "percent"
        if word.sort == "word" and word.form not in stopwords():
            return _class(word.form)
        if word.sort == "mark" and word.form not in {"(", ")", '"'}:
            return ""
    return ""


def _class(form: str) -> str:
    unit, _ = counted().get(bare(form), ("", False))
    key = stem(bare(form))
    return unit or classes().get(key, key)


def _of(words: Sequence[Word], i: int, end: int, unit: str) -> frozenset[str]:
    """The stems of the words nearby: what share of what. An age follows its owner, so what follows it is another's."""
    after = () if unit in {"year", "month"} else words[end + 1 : end + 1 + NEARBY]
    near = [*words[max(0, i - NEARBY) : i], *after]
    return frozenset(stem(bare(w.form)) for w in near if w.sort == "word" and w.form not in stopwords() and bare(w.form) not in stopwords())


def _bounds(words: Sequence[Word], i: int, value: float) -> tuple[float, float]:
    """What the words before a number make of it."""
    before = [w.form for w in words[max(0, i - 4) : i]]
    for size in (4, 3, 2, 1):
        kind = modifiers().get(tuple(before[-size:])) if len(before) >= size else None
        if kind == "above":
            return value, inf
        if kind == "below":
            return 0.0, value
        if kind == "about":
            return value * (1 - ROUGHLY), value * (1 + ROUGHLY)
    return value, value
