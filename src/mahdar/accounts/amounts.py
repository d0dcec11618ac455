"""Words -> Amount: numbers in digits and in words, with what bounds them and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from mahdar.accounts.lexicon import anybody, bare, classes, doers, modifiers, numbers, opening, slots, stem, stopwords, unit_of
from mahdar.accounts.telling import Amount
from mahdar.sentences import Word
from mahdar.spans import Anchor

#: A number that is only about right may be off by this share.
ROUGHLY = 0.15
#: How many words before and after an amount tell what it is of.
NEARBY = 3
#: Prepositions written with their number.
_PROCLITICS = frozenset("بلك")
#: What else may stand before a word that says what a number is of.
_JOINED = _PROCLITICS | {"و", "ف"}
#: Folded plurals and scales that multiply the number before them.
_SCALES = {"الاف": 1e3, "الف": 1e3, "الفا": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9}
#: What an ordinal begins with, and ends with from eleventh to nineteenth.
_DEFINITE = ("ال", "وال", "بال", "لل")
_TEN = frozenset({"عشر", "عشره"})
#: Units that measure: nobody is killed by the hour.
MEASURES = frozenset({"hour", "minute", "day", "month", "year", "percent", "dollar", "riyal", "dinar", "kilometre", "tonne"})
#: Slots that people fill.
PEOPLE = frozenset({"killed", "hurt", "held"})
#: A clause that opens so tells what was said before; what it counts may have changed.
_WAS = frozenset({"كان", "كانت", "كانوا"})
#: Prisoners beside others are a share of them.
_OTHERS = frozenset({"اخرين", "اخرون", "اخرا"})
#: Units of things: a house that burns is not hurt.
_THINGS = frozenset({"house", "hospital"})
#: What says that years are somebody's age: words before them, or the bracket that opens.
_AGED = frozenset({"عمره", "عمرها", "عمر", "العمر", "البالغ", "البالغه", "يبلغ", "تبلغ", "بلغ", "ذي", "ذو", "("})


def amounts(article: str, words: Sequence[Word]) -> Iterator[Amount]:
    """The amounts of a clause, in order. Years and hours of a clock are left to the dates."""
    i = 0
    running = kinds_of([w.form for w in words]) & {"running"}
    while i < len(words):
        value, end = _number(words, i)
        unit, dual = unit_of(words[i].form) if value is None else ("", False)
        if dual:
            value, end = 2.0, i + 1
        if value is None or _ordinal(words, i):
            i = max(end, i + 1)
            continue
        noun = words[i].form if dual else _counted_before(words, i) or _noun(words, end)
        unit = unit or (_class(noun) if noun else "")
        if unit and not (1900 <= value <= 2100 and unit != "percent"):
            low, high = _bounds(words, i, end, value)
            slot, owner = _slot(words, i, unit)
            earlier = {"running"} if slot in PEOPLE and words[0].form.removeprefix("و") in _WAS else set[str]()
            others = {"share"} if slot == "held" and any(w.form in _OTHERS for w in words[end : end + NEARBY]) else set[str]()
            if not slot and unit == "person" and _doing(words, i, end):
                slot, noun = "doers", ""
            kept = "" if not noun or bare(noun).removesuffix("ا") in anybody() or bare(noun) in anybody() else stem(bare(noun))
            yield Amount(
                anchor=Anchor(article, words[i].start, words[end - 1].end),
                low=low,
                high=high,
                unit=unit,
                of=_of(words, i, end, unit),
                grain=_grain(words[i].form, value),
                noun=kept or (_some_of(words, end) if slot in PEOPLE else ""),
                slot=slot,
                owner=owner,
                narrowed=_narrowed(words, i, end) | running | earlier | others,
            )
        i = end


def _number(words: Sequence[Word], i: int) -> tuple[float | None, int]:
    """The number that starts at word `i`, with its thousands and millions, and where it ends."""
    value, end = _counted(words, i)
    while value is not None and end < len(words) and words[end].form in _SCALES:
        value, end = value * _SCALES[words[end].form], end + 1
    return value, end


def _counted(words: Sequence[Word], i: int) -> tuple[float | None, int]:
    if words[i].sort == "number":
        if words[i].end - words[i].start > len(words[i].form):  # marks of direction among the digits: they may be read either way
            return None, i
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


def _ordinal(words: Sequence[Word], i: int) -> bool:
    """Whether a number word ends an ordinal (الثالث عشر, الحادي والعشرون), or stands for its scale alone (ألف)."""
    form, before = words[i].form, words[i - 1].form if i else ""
    if words[i].sort == "number":
        return False
    return form in _SCALES or (before.startswith(_DEFINITE) and (form.startswith("وال") or form in _TEN))


def _grain(form: str, value: float) -> float:
    """How coarse a number is: 53.7 million may stand for all that rounds to it, and so may 300; small numbers are exact."""
    if value < 100 and "." not in form and "٫" not in form:
        return 0.0
    if "." in form or "٫" in form:
        digits = form.replace("٫", ".").partition(".")[2]
        return float(value / (float(form.replace("٫", ".").replace(",", "").replace("٬", "")) or 1.0) / 10 ** len(digits))
    grain = 1.0
    while value % (grain * 10) == 0:
        grain *= 10
    return grain if grain >= 10 else 0.0


def _noun(words: Sequence[Word], i: int) -> str:
    """What is counted: the next word that says something, within three words; empty where there is none."""
    for word in words[i : i + 3]:
        if word.form == "%":
            return "%"
        if word.sort == "word" and word.form not in stopwords():
            return word.form
        if word.sort == "mark" and word.form not in {"(", ")", '"'}:
            return ""
    return ""


def _counted_before(words: Sequence[Word], i: int) -> str:
    """What a number that follows its noun counts (المصابين الثلاثة): the word before, where both are definite; empty otherwise."""
    before = words[i - 1].form if i else ""
    definite = words[i].sort == "word" and words[i].form.startswith("ال") and before.removeprefix("و").startswith(("ال", "لل", "بال"))
    return before if definite and unit_of(before)[0] else ""


def _doing(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether the people counted are told as those who did a deed: what they are called or the verb beside them says so."""
    near = [w.form for w in words[max(0, i - 1) : end + 1 + NEARBY] if w.sort == "word"]
    return any(stem(bare(form)) in doers() for form in near)


def _some_of(words: Sequence[Word], end: int) -> str:
    """Of whom the people counted are some (خمسة من أفراد العائلة), by synonym class or stem; empty where nothing says so."""
    following = [w.form for w in words[end : end + 5] if w.sort == "word"]
    if "من" not in following[:2]:
        return ""
    group = [f for f in following[following.index("من") + 1 :] if f not in stopwords() and bare(f) not in anybody()]
    return classes().get(stem(bare(group[0])), stem(bare(group[0]))) if group else ""


def _class(form: str) -> str:
    if form == "%":
        return "percent"
    unit, _ = unit_of(form)
    key = stem(bare(form))
    return unit or classes().get(key, key)


def _slot(words: Sequence[Word], i: int, unit: str) -> tuple[str, str]:
    """What a number of people is a number of, or whose age a number of years is; empty where nothing says so."""
    before = list(words[max(0, i - 5) : i])
    if unit in {"year", "month"}:
        for place in range(len(before) - 1, -1, -1):
            if before[place].form in _AGED:
                owners = [w for w in before[:place] if w.sort == "word" and w.form not in _AGED and w.form not in stopwords()]
                owner = bare(owners[-1].form).removeprefix("ل") if owners else ""
                return "age", "" if modifiers().get((owner,)) == "anyone" else owner
        return "", ""
    if unit in MEASURES or unit in _THINGS:
        return "", ""
    for word in reversed(before[-NEARBY:]):
        if word.sort != "word":
            break
        for form in (word.form, word.form[1:] if word.form[:1] in _JOINED else word.form):  # لمقتل, بإصابة, ولقي
            slot = slots().get(classes().get(stem(bare(form)), ""))
            if slot:
                return slot, ""
    return slots().get(unit, ""), ""


def _narrowed(words: Sequence[Word], i: int, end: int) -> frozenset[str]:
    """What the words around a number say of its scope: a share of another number, a part, the whole, a count that changes."""
    return kinds_of([w.form for w in words[max(0, i - NEARBY - 1) : end + NEARBY]]) & {"share", "part", "whole", "update"}


def kinds_of(forms: Sequence[str]) -> frozenset[str]:
    """What the modifiers among some words do, with or without a conjunction."""
    known, first = modifiers(), opening()
    found = set[str]()
    for at, form in enumerate(forms):
        plain = form.removeprefix("و")
        if form in first or plain in first:
            after = forms[at + 1] if at + 1 < len(forms) else ""
            lines = ((form,), (plain,), (form, after), (plain, after.removeprefix("و")))
            found.update(known.get(words, "") for words in lines)
    return frozenset(found - {""})


def _of(words: Sequence[Word], i: int, end: int, unit: str) -> frozenset[str]:
    """The stems of the words nearby: what share of what. An age follows its owner, so what follows it is another's."""
    after = () if unit in {"year", "month"} else words[end + 1 : end + 1 + NEARBY]
    near = [*words[max(0, i - NEARBY) : i], *after]
    return frozenset(stem(bare(w.form)) for w in near if w.sort == "word" and w.form not in stopwords() and bare(w.form) not in stopwords())


def _bounds(words: Sequence[Word], i: int, end: int, value: float) -> tuple[float, float]:
    """What the words before a number make of it, or `at least` behind it."""
    before = [w.form for w in words[max(0, i - 4) : i]]
    after = tuple(w.form for w in words[end : end + 4])
    kinds = [modifiers().get(tuple(before[-size:])) for size in (4, 3, 2, 1) if len(before) >= size]
    kinds += ["above" for pair in pairwise(after) if pair == ("علي", "الاقل")]
    kinds += ["about" for form in after[1:3] if form == "تقريبا"]
    for kind in kinds:
        if kind == "above":
            return value, inf
        if kind == "below":
            return 0.0, value
        if kind == "about":
            return value * (1 - ROUGHLY), value * (1 + ROUGHLY)
    return value, value
