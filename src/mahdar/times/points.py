"""Rules for points of the calendar: days with their part and hour, months, years, weeks, seasons."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.times.cursor import Cursor
from mahdar.times.dates import calendar, relation, year
from mahdar.times.days import clock, day_word, whole_day, zone
from mahdar.times.draft import Draft
from mahdar.times.lexicon import neighbours
from mahdar.times.numerals import ordinal

# Words before a bare عام-less year that make it a count, a price or a code rather than a date.
_TIMELY = ("in", "since", "during", "to", "before", "after", "between", "of")


def day_and_hour(c: Cursor) -> Draft | None:
    """مساء الثلاثاء، فجر أمس الجمعة، الساعة 14:30 من مساء اليوم، ليل الجمعة السبت، 16 يونيو الساعة الثامنة."""
    if c.take("bound") and not (c.peek("today", "deictic", "weekday") or (c.peek("unit") and c.peek("deictic", "weekday", ahead=1))):
        return None
    return _part_day_hour(c)


def _part_day_hour(c: Cursor) -> Draft | None:
    start = c.copy()
    time = clock(start)
    if time:
        _second_clock(start)
    look = start.copy() if time else c.copy()
    look.take("of", "in", "comma")
    part = look.take("part")
    if part is None:
        look = start.copy() if time else c.copy()
        if time:
            look.take("of")
            look.take("comma")
    else:
        look.take("of", "in")
    found = whole_day(look)
    if found is not None and part is None and _two_of_them(c, found):
        return None
    if found is not None and part is None and found.year is None and _called(c.form(-1)):
        c.at = c.at + 1 if found.day is None else look.at
        return Draft(kind="name", rule="name")  # ثورة 30 يونيو, صلاة الجمعة
    if found is None:
        if time is None:
            return _bare_part(c)
        c.at = start.at
        return Draft(kind="point", rule="clock time", offset=0, clock=time)
    c.at = look.at
    if part and found.weekday and found.day is None:
        found = replace(found, second_weekday=_next_weekday(c))
    after = c.copy()
    after.take("in", "comma")
    late = clock(after) if time is None else None
    if late:
        c.at = after.at
    half = c.peek("daypart")
    if half and not half.clitic:
        c.at += 1
    if time or late:
        zone(c)
    value = part.value if part else half.value if half and not (time or late) else None
    return replace(found, part=value, clock=time or late, rule="part of a day" if value else found.rule)


def _called(form: str) -> bool:
    """Whether a word is one that dates are names after: ثورة 30 يونيو, بمدينة 6 أكتوبر, لصلاة الجمعة."""
    return form in _NAMED_AFTER or (form[:1] in _CLITICS and form[1:] in _NAMED_AFTER)


_CLITICS = frozenset("بلوف")


def _second_clock(c: Cursor) -> None:
    """Takes the same hour told for another zone: الساعة 16:00 (15:00 ت غ)."""
    look = c.copy()
    if look.take("open") and clock(look, bare=True) and look.take("close"):
        c.at = look.at


def _two_of_them(c: Cursor, found: Draft) -> bool:
    """Whether الاثنين is "the two": بين الاثنين خلاف, كلا الاثنين, هذين الاثنين, الاثنين معا."""
    alone = found.weekday == 1 and found.offset is None and found.day is None and found.relation is None and c.form() == "الاثنين"
    if not alone:
        return False
    return (
        (bool(c.peek("between", ahead=-1)) and not c.form(1).startswith("وال"))
        or c.form(-1) in _BEFORE_TWO
        or c.form(1) in ("معا", "الاخرين", "الآخران")
    )


def _next_weekday(c: Cursor) -> int | None:
    """السبت in ليل الجمعة السبت, ليلة الجمعة - السبت, ليل الجمعة إلى السبت."""
    look = c.copy()
    look.take("dash", "slash", "to")
    found = look.peek("weekday")
    if found is None or found.clitic:
        return None
    c.at = look.at + 1
    return int(found.value)


def _bare_part(c: Cursor) -> Draft | None:
    """هذا المساء، الليلة الماضية، الليلة."""
    this = c.take("this")
    part = c.take("part")
    if part is not None and part.value == "NI" and c.form() == "قبل" and c.form(1) == "الماضيه":
        c.at += 2
        return Draft(kind="point", rule="part of a day", part="NI", offset=-2)
    if part is None or "weak" in part.marks or not part.definite:
        return None
    told = relation(c)
    if this is None and told is None:
        return Draft(kind="point", rule="tonight", offset=0, part="NI") if part.value == "NI" and c.form(-1).endswith("الليله") else None
    offset = -1 if told == "past" else 1 if told == "next" else 0
    same = told in ("same", "following") or (this is not None and this.value == "same")
    return Draft(kind="point", rule="part of a day", part=part.value, offset=None if same else offset, relation="same" if same else None)


def within(c: Cursor) -> Draft | None:
    """وقت سابق من هذا الأسبوع، وقت متأخر من مساء أمس، ساعة متأخرة من ليل الثلاثاء: the point that the time belongs to."""
    found = c.take("hourof", "ref")
    if found is None or (found.code == "ref" and "within" not in found.marks):
        return None
    end = c.at
    c.take("of", "in")
    for read in (unit_point, day_and_hour):
        look = c.copy()
        point = read(look)
        if point is not None:
            c.at = look.at
            return replace(point, rule="earlier or later in" if found.code == "ref" else point.rule)
    c.at = end
    return Draft(kind="duration", rule="duration", unit="TH", value="PTXH") if found.value == "first" else None


def month_or_date(c: Cursor) -> Draft | None:
    """A month or a date, its bound taken along: أواخر مارس الماضي, نهاية سبتمبر, مطلع عام 2015."""
    before = c.peek("in", "since", "during", "to", "before", "after", ahead=-1)
    start = c.at
    bound = c.take("bound", "boundword")
    found = calendar(c)
    back = start - c.at - 1
    if found is None or (found.day is not None and bound is not None and bound.code == "boundword"):
        return None
    if found.year is None and _called(c.form(back)):
        return Draft(kind="name", rule="name")  # حرب أكتوبر
    if found.loose and bound is None and not before:
        return None  # مارس ضغوطا، تيريزا ماي، رجب طيب إردوغان
    return replace(found, bound=bound.value) if bound else found


def year_alone(c: Cursor) -> Draft | None:
    """عام 2014، العام 2015، انتخابات 2016: a year by itself, its bound taken along."""
    bound = c.take("bound")
    unit = c.peek("unit")
    if unit is not None:
        found = year(c, named=True)
    else:
        found = year(c)
        if found and bound is None and not _plain_year(c, found):
            return None
    if found is None:
        return None
    return Draft(kind="point", rule="year", year=found[0], hijri=found[1], bound=bound.value if bound else None)


def _plain_year(c: Cursor, found: tuple[int, bool]) -> bool:
    """Whether four bare digits are a year, by what stands around them."""
    value, hijri = found
    era = c.form(-1) in ("م", "ه")
    before = c.form(-3 if era else -2)
    if era:
        return value % 100 != 0 or not c.peek("num")
    if hijri:
        return False
    following = c.form()
    counted = following in _COUNTED or (
        following.endswith("ا") and len(following) > 3 and not following.startswith("ال") and following not in _NOT_COUNTED
    )
    if not 1900 <= value <= 2050 or counted:
        return False
    timely = c.peek(*_TIMELY, ahead=-2)
    if timely:
        return not (
            value % 100 == 0 and following.isalpha() and timely.code not in ("since",) and not c.peek("of", "to", "in", "and", "comma")
        )
    goes_on = (
        not following.isalpha()
        or following.startswith("ال")
        or c.peek(*_TIMELY, "and", "rel", "today")
        or before in _YEARLY
        or following in _AFTER_YEAR
    )
    return before.isalpha() and value % 100 != 0 and before not in _QUANTITIES and bool(goes_on) and not c.peek("unit", "vagueafter")


_COUNTED, _NOT_COUNTED, _QUANTITIES, _BEFORE_TWO = map(neighbours, ("counted", "not-counted", "quantity", "two"))
_YEARLY, _AFTER_YEAR = neighbours("yearly"), neighbours("after-year")  # what stands before and after a bare year
_NAMED_AFTER = neighbours("named-after")


def unit_point(c: Cursor) -> Draft | None:
    """الأسبوع المقبل، هذا العام، مطلع العام الجاري، نهاية الشهر، الربع الأول من 2015، السنوات الماضية."""
    bound = c.take("bound", "boundword")
    this = c.take("this")
    before = c.form(-1)
    unit = c.take("unit")
    if unit is None or not unit.definite or unit.value.startswith("T"):
        return None
    told = relation(c)
    rel = c.peek("rel", ahead=-1) if told else None
    if unit.value == "D" and "sg" in unit.marks:
        return None
    if "pl" in unit.marks or "dual" in unit.marks or unit.value in ("PER", "DE", "CE"):
        return None
    if rel and "old" in rel.marks and unit.value == "Y" and before.startswith("ال") and this is None:
        return None  # الأمين العام السابق
    if rel and "new" in rel.marks and (unit.value != "Y" or bound is None):
        return None  # مستشفى العام الجديد
    if told is None and this is None and (bound is None or (bound.code == "boundword" and bound.value != "END")):
        return None
    value = told or ("same" if this and this.value == "same" else "this")
    bare = told is None and this is None
    return Draft(kind="unit", rule="unit by relation", unit=unit.value, relation=value, bound=bound.value if bound else None, loose=bare)


def part_of_year(c: Cursor) -> Draft | None:
    """الربع الأول من العام الجاري، النصف الثاني من 2015، الربع الثالث."""
    bound = c.take("bound")
    fraction = c.take("fraction")
    if fraction is None or not fraction.definite or fraction.value not in ("2", "4"):
        return None
    number = ordinal(c)
    told = relation(c) if number is None else None
    if (number is None and told is None) or (number or 1) > int(fraction.value):
        return None
    look = c.copy()
    look.take("of", "in")
    dated = year(look)
    span = None
    if dated is None:
        look = c.copy()
        look.take("of", "in")
        span = unit_point(look)
        if span is not None and span.unit != "Y":
            return None
    if dated or span:
        c.at = look.at
    elif fraction.value == "2" or number is None or number == -1:
        return None
    return Draft(
        kind="unit", rule="part of a year", unit="Q" if fraction.value == "4" else "H", ordinal=number,
        year=dated[0] if dated else None, relation=span.relation if span else "this", bound=bound.value if bound else None,
    )  # fmt: skip


def season(c: Cursor) -> Draft | None:
    """هذا الصيف، صيف 2015، الصيف المقبل، فصل الشتاء، في الصيف."""
    bound = c.take("bound")
    this = c.take("this")
    before = c.peek("in", "during", "to", "since", ahead=-1) or c.form(-1) == "فصل"
    found = c.take("season")
    if found is None:
        return None
    dated = year(c) if not found.definite else None
    told = relation(c)
    of_year = None
    if dated is None and told is None and this is None:
        look = c.copy()
        look.take("of")
        span = unit_point(look)
        if span and span.unit == "Y":
            of_year, c.at = span.relation, look.at
    sure = dated or told or this or of_year or (bound and found.definite)
    if not sure and not (found.definite and before and "weak" not in found.marks):
        return None
    return Draft(
        kind="season", rule="season", value=found.value, year=dated[0] if dated else None, relation=told or ("this" if this else None),
        year_relation=of_year, bound=bound.value if bound else None,
    )  # fmt: skip


def feast(c: Cursor) -> Draft | None:
    """عيد الفطر المبارك، عيد الأضحى الماضي."""
    found = c.take("feast")
    if found is None:
        return None
    c.take("blessed")
    month, day = map(int, found.value.split("-"))
    told = relation(c)
    return Draft(kind="feast", rule="feast", month=month, day=day, hijri=True, relation=told)


def same_day(c: Cursor) -> Draft | None:
    """اليوم نفسه، ذلك اليوم، نفس اليوم، اليوم التالي: a day told by the one before."""
    this = c.take("this")
    day_word_before = day_word(c) if this else False
    today = c.take("today")
    if today is None or day_word_before:
        return None
    told = relation(c)
    if this and this.value == "this" and told is None:
        return Draft(kind="point", rule="distance in days", offset=0)
    if told in ("same", "following"):
        return Draft(kind="point", rule="day by the one before", relation=told)
    if this and this.value == "same":
        return Draft(kind="point", rule="day by the one before", relation="same")
    return None


def century(c: Cursor) -> Draft | None:
    """القرن الماضي، القرن التاسع عشر، تسعينيات القرن الماضي، الثمانينات."""
    decade = c.take("decade")
    if decade is None and c.peek("bound") and c.peek("decade", ahead=1):
        c.at += 1
        decade = c.take("decade")
    if decade is not None:
        if not decade.definite and not c.peek("unit"):
            return None
        look = c.copy()
        look.take("of")
        whole = century(look)
        if whole is not None and whole.value and len(whole.value) == 2:
            c.at = look.at
            return Draft(kind="century", rule="decade", value=f"{whole.value}{decade.value}")
        return Draft(kind="century", rule="decade", value=f"19{decade.value}")
    if c.peek("bound") and c.peek("unit", ahead=1):
        c.at += 1  # أواخر القرن الماضي
    unit = c.take("unit")
    if unit is None or unit.value != "CE" or not unit.definite or "sg" not in unit.marks:
        return None
    number = ordinal(c)
    if number is not None and number > 0:
        return Draft(kind="century", rule="century", value=f"{number - 1:02}")
    told = relation(c)
    value = {"past": "19", "this": "20", "next": "21"}.get(told or "")
    return Draft(kind="century", rule="century", value=value) if value else None
