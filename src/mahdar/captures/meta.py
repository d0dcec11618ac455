"""`NAME.meta.json` beside a file, and the fields beside the text of a row -> Declared."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path

from mahdar.captures.capture import Declared
from mahdar.errors import InputError

_LIMIT = 1 << 20  # bytes of a description
_LONGEST = {"title": 2_000, "outlet": 500, "url": 4_096}  # characters
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # browsers read `java<tab>script:` as if the tab were not there


def beside(file: Path, name: str) -> tuple[Declared, InputError | None]:
    """What `NAME.meta.json` beside `file` says, and what is wrong with it; the article is read either way."""
    path = file.with_suffix(".meta.json")
    shown = name[: len(name) - len(file.name)] + path.name
    try:
        if not path.is_file():
            return Declared(), None
        with path.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
        if len(data) > _LIMIT:
            return Declared(), InputError(shown, "this description is longer than 1 MB; its article is read without it", used=True)
        given = json.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return Declared(), None
    except (OSError, ValueError, RecursionError) as error:
        return Declared(), InputError(shown, f"this description is not JSON ({_brief(error)}); its article is read without it", used=True)
    if not isinstance(given, dict):
        return Declared(), InputError(shown, "this description is not a JSON object; its article is read without it", used=True)
    declared, wrong = from_fields(given)
    return declared, InputError(shown, f"{wrong}; the rest of this description is used", used=True) if wrong else None


def from_fields(given: Mapping[str, object]) -> tuple[Declared, str | None]:
    """The declared title, outlet, url and date among `given`, and a sentence on the first that cannot be used."""
    wrong: str | None = None
    values: dict[str, str | None] = {}
    for key in ("title", "outlet", "url", "published"):
        value = given.get(key)
        if value is not None and not isinstance(value, str):
            wrong, value = wrong or f"`{key}` is not a text", None
        values[key] = (well_formed(value).strip() or None) if value else None
    for key, most in _LONGEST.items():
        if len(values[key] or "") > most:
            wrong, values[key] = wrong or f"`{key}` is longer than {most:,} characters", None
    if (url := values["url"]) and not leads_to_the_web(url):
        wrong, values["url"] = wrong or "`url` is no web address (http:// or https://)", None
    if day := values["published"]:
        values["published"] = iso_day(day)
        if values["published"] is None:
            wrong = wrong or f"`published` is no date: {day[:40]!r} (write it as 2021-06-16)"
    return Declared(**values), wrong


def leads_to_the_web(url: str) -> bool:
    """Whether an address may be followed: no scheme but the web's, and nothing that hides one."""
    return not _ODD.search(url) and not (_SCHEME.match(url) and not url.lower().startswith(("http://", "https://")))


def well_formed(text: str) -> str:
    """The text with every surrogate that JSON escapes left alone joined to its pair, or replaced by U+FFFD, as are NULs."""
    text = text.replace("\x00", "\ufffd")
    if any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def iso_day(text: str) -> str | None:
    """The ISO date or date-time in `text`, as it stands; the dates of mail and feeds are rewritten; None otherwise.

    >>> iso_day("2021-06-16T10:00:00Z"), iso_day("Wed, 16 Jun 2021 10:00:00 GMT"), iso_day("2021")
    ('2021-06-16T10:00:00Z', '2021-06-16', None)
    """
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        try:
            return parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return text if len(text) == 10 or text[10] in "T t" else None


def _brief(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:120]
