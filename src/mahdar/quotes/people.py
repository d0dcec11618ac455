"""The speakers that an article introduces: full names with their titles, and what a later mention stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct, field

from mahdar.names import Mention
from mahdar.quotes.nouns import owned
from mahdar.quotes.objects import has_shape
from mahdar.quotes.phrase import Phrase, phrase
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import Term, head, members

_LINKING = members("link")
_PEERS = members("peer")
_SHOWN = 16  # words looked through for a name after a title


class Person(Struct):
    """Someone, or some body, with the words of the fullest name, the title words heard so far, and where they stood."""

    first: int
    last: int
    key: str
    roles: set[str] = field(default_factory=set)
    gender: str = ""
    number: str = "s"
    kind: str = "person"
    seen: int = 0
    spoke: bool = False


class People(Struct):
    """The registry of one article, in the order of introduction."""

    scan: Scan
    persons: list[Person] = field(default_factory=list)
    by_token: dict[str, list[int]] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    surnames: set[str] = field(default_factory=set)


def tokens_of(scan: Scan, first: int, last: int) -> list[str]:
    """The words of a name, عبد and أبو joined to what they govern."""
    found: list[str] = []
    for form, word in zip(scan.forms[first:last], scan.reading.words[first:last], strict=True):
        if word.sort == "word":
            if found and found[-1] in ("عبد", "ابو") and (found[-1] == "ابو" or form.startswith("ال")):
                found[-1] += form
            else:
                found.append(form)
    return found


@lru_cache(maxsize=65536)
def _under(form: str) -> Term | None:
    """What the form is as a head, with a glued و، ل or ب or without."""
    return (
        head(form)
        or (head(form[1:]) if form[:1] in ("و", "ل", "ب") and len(form) > 4 else None)
        or (head("ا" + form[1:]) if form.startswith("لل") else None)
    )


def people(scan: Scan, mentions: Sequence[Mention]) -> People:
    """Everyone introduced by a title and a name, anywhere in the article."""
    known = People(scan)
    starts = [w.start for w in scan.reading.words]
    spans = _names_alone(scan, _spans(scan.reading.text, starts, mentions, "person"))
    scan.bodies = _spans(scan.reading.text, starts, mentions, "organisation")
    scan.places = _spans(scan.reading.text, starts, mentions, "place")
    scan.persons = {first: last for first, last in spans.items() if last - first > 1}
    lead: frozenset[str] = frozenset()
    at = met = 0
    while at < len(scan.forms):
        form = scan.forms[at]
        peer = form in _PEERS
        term = _under(form)
        if not peer and (term is None or term.sort != "role" or (at in scan.cues and not form.startswith("ال"))):
            at += 1
            continue  # طالب بـ: the verb, no student
        stop = stretch(scan, at)
        found = phrase(scan, at, stop)
        if found.name and not _accusatives(scan, *found.name) and not (spans and _unlike(scan, spans, *found.name)):
            first, last = found.name
            last = spans[first] if spans.get(first, 0) > first + 1 else name_end(known, first, last, stop)
            roles = found.roles | (lead if peer and at - met <= 12 else frozenset())
            add(known, found, first, last, roles)
            lead = frozenset(sorted(roles)[:0]) | frozenset(r for r in roles if head(r) and not r.endswith("ي"))
            at = met = max(at + 1, last)
        else:
            at += 1
    _named(known, spans)
    return known


_NAMED = 0.8  # confidence from which a mention enters a person
_WORDS = 5  # of a name; what is longer has swallowed something


def _spans(text: str, starts: Sequence[int], mentions: Sequence[Mention], kind: str) -> dict[int, int]:
    """The words of the persons, or of another kind, that the names room found, first to last."""
    spans: dict[int, int] = {}
    for mention in mentions:
        if mention.kind == kind and mention.confidence >= _NAMED:
            first, last = bisect_left(starts, mention.anchor.start), bisect_left(starts, mention.anchor.end)
            town = kind == "person" and mention.anchor.of(text).startswith("سيدي ")
            if first < last and last - first <= _WORDS and starts[first] == mention.anchor.start and not town:
                spans[first] = last
    return spans


def _names_alone(scan: Scan, spans: dict[int, int]) -> dict[int, int]:
    """The same names without a verbal noun that the verb before them governs: بيير لوران التجديد، بكري التزام الصندوق."""
    families = {scan.forms[last - 1] for first, last in spans.items() if last - first > 1}
    cut: dict[int, int] = {}
    for first, last in spans.items():
        end = scan.forms[last - 1]
        definite = last - first > 2 and end.startswith("ال") and has_shape(end[2:])
        bare = last - first == 2 and scan.forms[first] in families and has_shape(end)
        cut[first] = last - 1 if definite or bare else last
    return cut


def _named(known: People, spans: dict[int, int]) -> None:
    """Enters the persons that the names room found and no title introduced, full names first."""
    scan = known.scan
    for first, last in sorted(spans.items(), key=lambda s: (s[1] - s[0] == 1, s)):
        tokens = tokens_of(scan, first, last)
        if tokens and match(known, tokens) is None:
            add(known, phrase(scan, first, last), first, last, frozenset(), kind="person")


def stretch(scan: Scan, at: int) -> int:
    """How far a title with its name may reach from `at`."""
    stop = at + 1
    limit = min(scan.end(at), at + _SHOWN)
    while stop < limit:
        form = scan.forms[stop]
        if stop in scan.persons:
            stop = min(scan.persons[stop], limit)  # الشيخ صباح خالد: a name, no morning
            continue
        if form in members("saying") or (form[-1] in "هام" and owned(form)) or form in members("closed"):
            break
        if (
            form in members("object")
            or form in COMPLEMENTISERS
            or (form in members("time") and scan.forms[stop - 1] not in members("friday"))
            or form in members("relative")
            or form in (":", "؛")
            or (form == "." and len(scan.forms[stop - 1]) > 1)  # وزير المال د. فلان
        ):
            break
        if form[0] == "ف" and (form[1:] in members("prep") or form[1:] in COMPLEMENTISERS):
            break
        if form[0] == "ب" and len(form) > 3 and form not in members("b-name") and _full(scan, at, stop):
            break  # a full name stands already: رامي قاسم بصعوبة
        if _circumstance(scan, stop, limit):
            break
        if stop in scan.opening and scan.pairs[scan.opening[stop]].last - scan.pairs[scan.opening[stop]].first > 3:
            break
        if stop in scan.cues and (head(form) is None or scan.forms[stop - 1] in members("turn")):
            break
        if form in COMMAS and stop + 1 < limit and (scan.forms[stop + 1] in members("prep") or scan.forms[stop + 1][:1] == "و"):
            break
        stop += 1
    return stop


def _circumstance(scan: Scan, at: int, limit: int) -> bool:
    """Whether no part of a title stands here but where or to whom something was said: في حوار خاص، لوكالة، مراسلتنا."""
    form = scan.forms[at]
    if form == "في":
        return at + 1 < limit and scan.forms[at + 1] in members("venue")
    if form in members("prep") or form in ("ل", "ب") or (form.endswith("نا") and form in members("hearer")):
        return True
    return form[0] == "ل" and (form[1:] in members("hearer") or ("ا" + form[1:]).removeprefix("ال") in members("hearer"))


def name_end(known: People, first: int, last: int, stop: int) -> int:
    """The end of a name met in running text, where a verb may follow it with nothing between."""
    size = last - first
    if size <= 1:
        return last
    scan, forms = known.scan, known.scan.forms
    if forms[first] in known.surnames:
        return first + 1
    closed = last >= stop or scan.reading.words[last].sort != "word"
    if size == 2 and closed:
        return last
    keep = first + 1
    while keep < last and (keep - first < 2 or forms[keep - 1] in _LINKING or forms[keep] in _LINKING or (closed and keep - first < 4)):
        if (
            keep - first >= 1
            and forms[keep - 1] not in _LINKING
            and (_verbal(scan, keep) or (keep - first >= 2 and _no_family(forms, keep)))
        ):
            break
        keep += 1
    while keep > first + 1 and forms[keep - 1] in _LINKING:
        keep -= 1
    return keep


def _unlike(scan: Scan, spans: dict[int, int], first: int, last: int) -> bool:
    """Whether a single word has the shape of a verb and the names room saw no name there: محافظ عدن تشهد."""
    form = scan.forms[first]
    return last - first == 1 and first not in spans and (form[0] in "يتفس" or form.endswith(("يه", "ات", "ين", "ون")))


def _accusatives(scan: Scan, first: int, last: int) -> bool:
    """Whether the words are an indefinite noun with its adjective: مؤشرا خطيرا."""
    if last - first != 2 or first in scan.persons or scan.forms[first - 1] in COMMAS:
        return False
    return all(len(f) > 3 and f[-1] == "ا" for f in scan.forms[first:last])


def _full(scan: Scan, at: int, stop: int) -> bool:
    """Whether two words of a name stand directly before `stop`."""
    return stop - at > 2 and all(not scan.forms[i].startswith("ال") and head(scan.forms[i]) is None for i in (stop - 1, stop - 2))


def _no_family(forms: Sequence[str], at: int) -> bool:
    """Whether a definite word behind a full name is no family name: a plural, a second definite word, a verbal noun."""
    form = forms[at]
    plural = form.endswith(("ين", "ون", "ات")) or forms[at - 1].startswith("ال")
    return form.startswith("ال") and (plural or has_shape(form[2:]))


def _verbal(scan: Scan, at: int) -> bool:
    form = scan.forms[at]
    return len(form) > 3 and (form[:2] in ("سي", "ست") or (form[0] in "يت" and scan.counts[form] == 1 and len(form) <= 5))


def add(known: People, found: Phrase, first: int, last: int, roles: frozenset[str], *, kind: str = "") -> int:
    """Enters the words `first:last` as what a phrase names and returns its number.

    A longer name of the same person replaces a shorter one.
    """
    kind = kind or ("person" if found.name else found.kind)
    tokens = tokens_of(known.scan, first, last)
    key = "".join(tokens)
    number_of = match(known, tokens) if kind == "person" else known.by_key.get(key)
    if number_of is None:
        known.persons.append(Person(first, last, key, set(roles), found.gender, "s" if found.name else found.number, kind, first))
        number_of = len(known.persons) - 1
    else:
        person = known.persons[number_of]
        if len(key) > len(person.key) and kind == "person" and len(tokens) <= 5:
            person.first, person.last, person.key = first, last, key
        person.roles |= roles
        person.gender = person.gender or found.gender
    known.by_key[key] = number_of
    if kind == "person" and len(tokens) > 1:
        known.surnames.add(tokens[-1])
    if kind == "person":
        for token in tokens:
            holders = known.by_token.setdefault(token, [])
            if len(token) > 2 and token not in ("الله", "الدين"):
                known.scan.names.add(token)
            if number_of not in holders and len(holders) < 8:
                holders.append(number_of)
    return number_of


def match(known: People, tokens: Sequence[str]) -> int | None:
    """The person whose name holds all `tokens`, or whose name they hold: the latest introduced."""
    key = "".join(tokens)
    if key in known.by_key and known.persons[known.by_key[key]].kind == "person":
        return known.by_key[key]
    candidates = sorted({n for t in tokens if len(t) > 2 for n in known.by_token.get(t, ())}, reverse=True)
    for number in candidates:
        person = known.persons[number]
        theirs = tokens_of(known.scan, person.first, person.last)
        if key in person.key and (set(tokens) <= set(theirs) or person.key.endswith(key)):
            return number
        if len(tokens) > 1 and person.key in key and (set(theirs) <= set(tokens)) and tokens[-1] == theirs[-1]:
            return number
    return None
