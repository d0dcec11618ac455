"""Rules for lengths of time, distances from now, vague times and repeated ones."""

from __future__ import annotations

from msgspec import Struct

from mahdar.times.cursor import Cursor
from mahdar.times.dates import relation
from mahdar.times.draft import Draft
from mahdar.times.lexicon import Entry, neighbours
from mahdar.times.numerals import cardinal, ordinal

_NAMES = {"TS": "S", "TM": "M", "TH": "H", "DE": "Y"}
_AGES, _NEAR, _OWNERS = map(neighbours, ("age", "age-near", "owner"))
_SIZE = {"DE": 10, "CE": 100}


def length(unit: str, count: int | float | None) -> str:
    """A TIMEX3 length: P5Y, PT2H, PXM; decades count as years."""
    head = "PT" if unit.startswith("T") else "P"
    if count is None:
        return f"{head}X{unit if unit in ('DE', 'CE') else _NAMES.get(unit, unit)}"
    size = count * _SIZE.get(unit, 1)
    name = "Y" if unit in _SIZE else _NAMES.get(unit, unit)
    if size != int(size):
        size, name, head = _split(size, unit)
    return f"{head}{int(size)}{name}"


def _split(size: float, unit: str) -> tuple[float, str, str]:
    """Half of a unit told in the next smaller one: P1.5Y is P18M."""
    smaller = {
        "Y": (12, "M", "P"),
        "M": (30, "D", "P"),
        "W": (7, "D", "P"),
        "D": (24, "H", "PT"),
        "TH": (60, "M", "PT"),
        "TM": (60, "S", "PT"),
    }
    times, name, head = smaller.get(unit, (1, unit, "P"))
    return round(size * times), name, head


class _Length(Struct):
    """What a length has told so far: its words before the number, the number, and the unit."""

    before: Entry | None
    direction: Entry | None
    approx: Entry | None
    unit: Entry
    count: float | None
    counted: bool
    definite: bool


def duration(c: Cursor) -> Draft | None:
    """60 يوما، السنوات الخمس الماضية، أقل من أربع ساعات، عدة أشهر، قبل 5 سنوات، بعد يوم."""
    start = c.at
    said = _opening(c)
    if said is None or (said.before is None and _age(c)) or not _measures(c, said):
        return None
    fraction = c.peek("fraction")
    if fraction and fraction.joined and said.count is not None and not fraction.definite:
        c.at += 1
        said.count += 1 / int(fraction.value)
        again = c.peek("unit")
        if again and again.value == said.unit.value and again.definite and "sg" in again.marks:
            c.at += 1  # سنة ونصف السنة
    told = _adjectives(c, said)
    if told and not said.counted:
        return None
    if said.unit.value == "DE" and said.unit.definite and "dual" in said.unit.marks and not (told or said.before):
        return None  # قيمة العقدين
    alone = said.direction is None and said.approx is None and told is None and said.count is not None
    if alone and said.unit.value in ("Y", "M") and _apposed(c, start):
        return None
    return _draft(c, said)


def _opening(c: Cursor) -> _Length | None:
    """Everything up to the unit and the number: قبل، نحو، 60، يوما، or السنوات الخمس."""
    before = c.peek("before", "after", "since", "during", "every", ahead=-1)
    direction = c.take("before", "after")
    if direction and c.form(-2) == "من":  # من قبل: by
        return None
    approx = c.take("approx", "every")
    opened = c.peek("the", "small", "ten")
    definite = bool(opened and (opened.code == "the" or opened.definite))
    c.take("the")
    start = c.at
    vague = c.take("vague")
    count: float | None = None if vague else cardinal(c)
    if count is None and not vague and c.peek("fraction"):
        count = _fraction(c)
        if count is None:
            return None
    unit = c.take("unit")
    if (
        unit is None
        or unit.value == "PER"
        or "both" in unit.marks
        or (c.at - start > 1 and (unit.clitic or (unit.definite and not definite and vague is None)))
    ):
        return None
    said = _Length(before or direction, direction, approx, unit, count, count is not None or vague is not None, definite or unit.definite)
    if not said.counted and "pl" in unit.marks:
        look = c.copy()
        article = look.take("the")  # الساعات الـ24 الأخيرة
        entry = look.peek("small", "ten", "tens", "num")
        if entry and (entry.definite or bool(article)) == unit.definite and not entry.clitic:
            c.at = look.at
            said.count = cardinal(c)
            said.counted = True
    if "dual" in unit.marks:
        if said.counted:
            return None
        said.count, said.counted = 2, True
        if (c.peek("small") and c.form().endswith("تين")) or c.form().endswith("ثنين"):
            c.at += 1
    return said


def _fraction(c: Cursor) -> float | None:
    """نصف ساعة, ربع قرن: one over so many."""
    half, unit = c.take("fraction"), c.peek("unit")
    if half is None or half.definite or unit is None or unit.value not in ("TH", "D", "Y", "CE", "M"):
        return None
    return 1 / int(half.value)


def _age(c: Cursor) -> bool:
    """Whether the length is an age by the words before it: البالغ من العمر 11 عاما, ذي الأربع سنوات."""
    return any(c.form(-k) in _AGES for k in range(2, 8)) or c.form(-3) in _OWNERS or c.form(-3) in _NEAR or c.form(-4) in _NEAR


def _apposed(c: Cursor, start: int) -> bool:
    """Whether a length of years or months stands alone between marks, as an age does: (37 عاما), - عام ونصف -."""
    before = c.atoms[start - 1].form if start else ""
    return before in _OPENING and c.form() in _CLOSING and (before != "،" or c.form() in ("،", "."))


_OPENING, _CLOSING = ("(", "-", "–", "،"), (")", "-", "–", "،", ".", "»", '"', "”")


def _measures(c: Cursor, said: _Length) -> bool:
    """Whether the unit measures time, its number given or understood."""
    unit = said.unit
    if not said.counted:
        if not _bare(c, unit, said.before, said.approx):
            return False
        if "sg" in unit.marks:
            said.count = 1
    if c.form() in _LIGHT or (unit.value == "TM" and unit.definite and c.peek("num")):
        return False  # سنة ضوئية, الدقيقتين 29 و89
    doubtful = "weak" in unit.marks and unit.value in ("DE", "CE")
    return (
        not doubtful
        or said.before is not None
        or said.approx is not None
        or said.count == 0.5
        or (c.form() == "من" and c.form(1).startswith("الزم"))
    )


def _adjectives(c: Cursor, said: _Length) -> str | None:
    """Takes الماضية, القليلة, الأخيرة, إضافية after the unit; the relation told."""
    told: str | None = None
    for _ in range(3):
        extra = c.peek("vagueafter", "vague") if c.form() not in _MANY else None
        if extra:
            counted_one = extra.value == "X" and said.count not in (None, 1) and "pl" not in said.unit.marks
            if counted_one or (extra.definite and not said.unit.definite):
                break
            c.at += 1
            if extra.value == "X" and not said.counted:
                said.counted, said.count = True, None
            continue
        if not said.definite:
            break
        look = c.copy()
        if told is None and (rel := relation(look)):
            told = rel
        elif ordinal(look) not in (1, -1):
            break
        c.at = look.at
    return told


def _draft(c: Cursor, said: _Length) -> Draft:
    if c.peek("approxafter"):
        c.at += 1
    elif c.form() == "من" and c.form(1) == "الان":
        c.at += 2
        said.direction = None
    unit, count, value = said.unit.value, said.count, length(said.unit.value, said.count)
    if said.approx and said.approx.code == "every":
        return Draft(kind="set", rule="repetition", value=value)
    event = c.form() in ("من", "علي", "عن")
    direction = said.direction.code if said.direction and count is not None and not event else None
    if direction == "before" and not unit.startswith("T"):
        return Draft(kind="ago", rule="distance", unit=unit, count=-(count or 0), value=value)
    if direction == "after":
        return Draft(kind="ago", rule="distance after", unit=unit, count=count, value=value, loose=True)
    return Draft(kind="duration", rule="duration", value=value, unit=unit, count=count)


def _bare(c: Cursor, unit: Entry, before: Entry | None, approx: Entry | None) -> bool:
    """Whether a unit with no number measures time: after منذ، خلال، لمدة، قبل، بعد، and never as a name (عام 2014)."""
    if "never" in unit.marks or c.peek("num", "weekday", "month", "hmonth", "deictic", "ordinal"):
        return unit.value == "TH" and unit.definite and "pl" in unit.marks and bool(c.peek("ordinal"))
    if unit.definite:
        return unit.value == "TH" and "pl" in unit.marks and bool(c.peek("ordinal", "rel"))
    if approx and approx.code == "every":
        return "sg" in unit.marks
    if c.peek("vagueafter", "vague"):
        return "pl" in unit.marks
    fraction = c.peek("fraction")
    if fraction and fraction.joined and not fraction.definite:
        return "sg" in unit.marks and not unit.definite
    if c.peek("part"):
        return False  # منذ ساعات الصباح
    if before is None and approx is None and unit.clitic == 0:
        return False
    if "pl" in unit.marks and c.form().startswith("ال") and c.form() != "الي":
        return False  # طوال أيام الأسبوع
    if unit.value == "D" and "sg" in unit.marks:
        return (before is not None and before.code in ("before", "after")) or approx is not None
    return before is not None or approx is not None or ("pl" in unit.marks and unit.clitic == 1 and not unit.joined)


def vague_span(c: Cursor) -> Draft | None:
    """السنوات الماضية، الأيام المقبلة، الفترة الحالية، الموسم المقبل: a stretch with no number, before or after now."""
    this = c.take("this")
    unit = c.take("unit")
    if unit is None or not unit.definite or not ("pl" in unit.marks or unit.value in ("PER", "DE")):
        return None
    c.take("vagueafter")
    found = c.peek("rel")
    told = relation(c)
    c.take("vagueafter")
    if told is None and unit.value == "PER" and c.form() in ("الاخيره", "الاخير") and c.form(1) != "من":
        c.at += 1
        told = "past"
    elif told is None and "pl" in unit.marks and c.form() in ("الاخيره",):
        c.at += 1
        c.take("rel")
        told = "past"
    if told is None and this is not None and this.value == "this" and "pl" in unit.marks:
        told = "this"
    if told is None or (found and "new" in found.marks and c.form(-2) not in ("الموسم", "للموسم")):
        return None
    value = {"past": "PAST_REF", "next": "FUTURE_REF", "this": "PRESENT_REF", "following": "FUTURE_REF"}.get(told)
    return Draft(kind="ref", rule="vague stretch", value=value) if value else None


def reference(c: Cursor) -> Draft | None:
    """الآن، قريبا، وقت سابق، المستقبل: past, present or future with no date."""
    found = c.take("ref")
    if found is None or ("weak" in found.marks and not found.definite):
        return None
    if c.form(-1).endswith("قريبا") and c.form() in ("من", "منه", "منها"):
        return None  # قريبا من المنزل
    return Draft(kind="ref", rule="reference", value=found.value, loose="weak" in found.marks)


def in_the_past(c: Cursor) -> Draft | None:
    """في الماضي، في السابق."""
    if not c.peek("in", ahead=-1) or c.form() not in ("الماضي", "السابق"):
        return None
    c.at += 1
    return Draft(kind="ref", rule="reference", value="PAST_REF")


def repetition(c: Cursor) -> Draft | None:
    """سنويا، السنوي، الأسبوعية."""
    found = c.take("set", "setadj")
    if found is None or (found.code == "setadj" and not (_qualifies(c) if found.definite else c.form(-2) in _MANNER)):
        return None
    return Draft(kind="set", rule="repetition", value=found.value)


_MANY = ("عشرات", "مئات", "الاف")  # begin a noun phrase of their own: كل عام مئات الطلاب
_LIGHT = ("ضوئيه", "ضوئيتين")
_MANNER = neighbours("manner")  # بشكل يومي


def _qualifies(c: Cursor) -> bool:
    """Whether an adjective such as الشهري stands by a definite noun: by itself it may be a family's name."""
    noun = c.form(-2)
    return noun.removeprefix("و").removeprefix("ب").startswith(("ال", "لل")) or noun.endswith(("ه", "ها", "هم", "نا", "ته"))


def each_day(c: Cursor) -> Draft | None:
    """كل جمعة، كل يوم جمعة."""
    if c.take("every") is None:
        return None
    unit = c.peek("unit")
    if unit and unit.value == "D" and "sg" in unit.marks:
        c.at += 1
    weekday = c.take("weekday", "anyday")
    return Draft(kind="set", rule="repetition", value=f"XXXX-WXX-{weekday.value}") if weekday else None
