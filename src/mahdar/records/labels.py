"""What the page says in its own voice, in Arabic and in English."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from markupsafe import Markup
from msgspec import Struct

from mahdar.spans import table


class Label(Struct, frozen=True):
    """The same words twice; the page opens in Arabic and can be switched to English."""

    ar: str
    en: str

    def __html__(self) -> Markup:
        """The Arabic words, carrying the English ones for the switch."""
        return _marked_up(self.ar, self.en)

    def after(self, prefix: str) -> Label:
        """The label with the same words before it in both languages."""
        return Label(f"{prefix}{self.ar}", f"{prefix}{self.en}")


@lru_cache(maxsize=10_000)
def _marked_up(ar: str, en: str) -> Markup:
    if ar == en:
        return Markup("<bdi>{}</bdi>").format(ar)
    return Markup('<span data-en="{}">{}</span>').format(en, ar)


@cache
def _labels() -> dict[str, Label]:
    return {row["key"]: Label(row["ar"], row["en"]) for row in table("mahdar.records", "labels.tsv")}


@cache
def _calendar() -> dict[str, Label]:
    return {row["number"]: Label(row["ar"], row["en"]) for row in table("mahdar.records", "months.tsv")}


def label(key: str) -> Label:
    """The label for `key`; a code that has none stands for itself, without its family: `how.apposition` -> apposition.

    >>> label("sources").en
    'Sources'
    """
    code = key.split(".", 1)[-1]
    return _labels().get(key) or Label(code, code)


def issue_label(issue: str) -> Label:
    """The name of an issue; an issue that has none stands for itself."""
    return _issues().get(issue) or (Label(issue, issue) if issue else label("no-issue"))


@cache
def _issues() -> dict[str, Label]:
    return {row["issue"]: Label(row["label_ar"], row["label_en"]) for row in table("mahdar.claims", "issues.tsv")}


@cache
def _nouns() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in table("mahdar.records", "counts.tsv")}


def counted(count: int, key: str) -> Label:
    """A number with its noun, agreeing as either language wants it.

    >>> counted(45, "line").en, counted(1, "line").en
    ('45 statements', '1 statement')
    """
    noun = _nouns()[key]
    english = f"{count} {noun['en'] if count == 1 else noun['en_many']}"
    if count in {1, 2}:
        return Label(noun["one" if count == 1 else "two"], english)
    rest = count % 100
    form = "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "hundred"
    return Label(f"{count} {noun[form]}", english)


def day_of(value: str) -> date | None:
    """The day that an ISO value names, if it names one and the calendar has it."""
    if not re.match(r"\d{4}-\d\d-\d\d(?:$|T)", value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def date_label(value: str, *, weekday: bool = False) -> Label:
    """A TIMEX3 value in words; a value that is no stretch of the calendar stands for itself.

    >>> date_label("2021-06-16").en, date_label("2021-06").en, date_label("2011/2015").en
    ('16 June 2021', 'June 2021', '2011 – 2015')
    """
    if value.count("/") == 1:
        first, last = (date_label(part) for part in value.split("/"))
        return Label(f"{first.ar} – {last.ar}", f"{first.en} – {last.en}")
    words = _calendar()
    day = day_of(value)
    if day:
        month, name = words[f"{day.month:02d}"], words[f"d{day.isoweekday()}"]
        plain = Label(f"{day.day} {month.ar} {day.year}", f"{day.day} {month.en} {day.year}")
        return Label(f"{name.ar} {plain.ar}", f"{name.en} {plain.en}") if weekday else plain
    if value in words and value.endswith("_REF"):
        return words[value]
    part = re.fullmatch(r"(\d{4})-(\d\d|SP|SU|FA|AU|WI|H[12]|Q[1-4])", value)
    if part and part[2] in words:
        unit = words[part[2]]
        return Label(f"{unit.ar} {part[1]}", f"{unit.en} {part[1]}")
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        return Label(f"{words['W'].ar} {int(week[2])}، {week[1]}", f"{words['W'].en} {int(week[2])}, {week[1]}")
    return Label(value, value)
