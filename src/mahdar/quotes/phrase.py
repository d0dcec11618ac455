"""Noun phrases that may speak: title, name and apposition told apart from left to right."""

from __future__ import annotations

from msgspec import Struct

from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, DASHES, MARKS, Scan
from mahdar.quotes.terms import Term, head, is_place, members

_LINKS = members("link") | members("link-inside")
_LONGEST = 6
_BODY = Term("org", "", "s")  # a body that the names room found under no known noun: الأمم المتحدة، حماس


class Phrase(Struct, frozen=True):
    """A noun phrase in words `first:last`; `name` are the words of a personal name in it, if one was found.

    `kind` is person, role, org, anon, doc, place or unknown; `roles` are the folded words of its title, without article.
    """

    first: int
    last: int
    kind: str
    name: tuple[int, int] | None
    roles: frozenset[str]
    gender: str
    number: str


def bare(form: str) -> str:
    """A word of a title without its article and its feminine ending, for comparison."""
    form = form[2:] if form.startswith("ال") and len(form) > 4 else form
    if not form.endswith("ه") or len(form) < 4 or form in members("masculine-in-h"):
        return form
    return form[:-1]


def joined(scan: Scan, form: str) -> str | None:
    """The word under a glued و/ف/ل/ب when that word is a head or stands elsewhere in the article by itself."""
    if len(form) < 4 or form[0] not in "وفلبك":
        return None
    rest = "ا" + form[1:] if form[:2] == "لل" else form[1:]
    if form[:2] == "لل" and len(form) > 4:
        return rest
    if head(rest) and (form[0] != "و" or head(form) is None):
        return rest
    if scan.counts.get(rest, 0) > scan.counts.get(form, 0):
        return rest
    return None


def phrase(scan: Scan, first: int, last: int) -> Phrase:
    """The noun phrase of the words `first:last`."""
    reader = _Reader(scan, first, last)
    while reader.at < reader.last:
        if scan.reading.words[reader.at].sort == "word":
            reader.word()
        else:
            reader.mark()
    return reader.made()


class _Reader:
    """The state of reading one noun phrase from left to right.

    `needs` is set behind a construct or a preposition, whose genitive is no name; `personal` while a name may stand:
    before any head, and behind a title.
    """

    def __init__(self, scan: Scan, first: int, last: int) -> None:
        self.scan, self.first, self.last, self.at = scan, first, last, first
        self.needs, self.personal, self.naming = False, True, False
        self.lead: Term | None = None
        self.runs: list[list[int]] = []
        self.roles: set[str] = set()

    def mark(self) -> None:
        """Takes a number or a mark: commas end a name, quotation marks behind one end the phrase, brackets are passed."""
        form = self.scan.forms[self.at]
        if form in COMMAS or form in DASHES:
            self.naming, self.needs = False, False
        elif form in MARKS and self.runs:
            self.at = self.last
            return
        elif form == "(":
            self.at = _bracket(self.scan, self.at, self.last)
            return
        self.at += 1

    def word(self) -> None:
        """Takes a word: an initial, a head, or something that belongs to one."""
        form = self.scan.forms[self.at]
        known_to = min(self.scan.persons.get(self.at, 0), self.last)
        if known_to > self.at + 1 and not self.naming and self._named_here():
            self.runs.append(list(range(self.at, known_to)))
            self.at = known_to
            return
        body = min(self.scan.bodies.get(self.at, 0), self.last)
        if body > self.at and self.lead is None and not self.runs and head(form) is None:
            self.lead, self.personal, self.at = _BODY, False, body
            return
        if body > self.at and self.needs and self.lead is not None and self.lead.sort == "role" and head(form) is None:
            self.roles |= {bare(f) for f in self.scan.forms[self.at : body]}  # مراسل بي بي سي
            self.needs, self.at = False, body
            return
        place = min(self.scan.places.get(self.at, 0), self.last)
        if place > self.at and self.lead is not None and self.lead.sort == "role" and not self.runs and head(form) is None:
            self.roles |= {bare(f) for f in self.scan.forms[self.at : place]}  # رئيس إقليم كردستان العراق
            self.needs, self.at = False, place
            return
        if len(form) == 1 and self.at + 1 < self.last and self.scan.forms[self.at + 1] == ".":
            self.roles.add(form)
            self.at += 2
            return
        if self.naming and self.scan.forms[self.at - 1] in members("link"):
            self.runs[-1].append(self.at)  # ولد الشيخ: what a link governs is part of the name, title or not
            self.at += 1
            return
        known = head(form)
        under = None if known or form in self.scan.names else joined(self.scan, form)
        if known is None and under and not self.naming:
            known = head(under)
            if known is None:
                self.needs = False
                self.at += 1
                return
        known = self._no_name(known, under or form)
        if known and known.sort == "anon" and self.naming and len(self.runs[-1]) == 1 and form.startswith("ال"):
            known = None  # الوزير هايل القضاة: behind a given name a definite plural is the family's
        if known and not (self.naming and (known.sort == "place" or form in _LINKS)):
            self._head(known, under or form, glued=under is not None)
        else:
            self._belonging(form)
        self.at += 1

    def _named_here(self) -> bool:
        """Whether a full name may stand here: where names stand, and behind all that a title governs."""
        if self.personal and not self.needs:
            return True
        before = head(self.scan.forms[self.at - 1])
        titled = self.lead is not None and self.lead.sort == "role" and not self.runs
        return titled and self.at > self.first + 1 and (before is None or before.sort == "place")

    def _no_name(self, known: Term | None, form: str) -> Term | None:
        """The head, or None where a word that may be one is a given name here."""
        if known is None or not self.personal or self.lead is None:
            return known
        before = self.scan.forms[self.at - 1]
        title = head(before) if before.startswith("ال") else None
        if form in members("given-role") and title and title.sort == "role":
            return None  # النائب حاكم الزاملي
        common = known.sort in ("doc", "anon") and not form.startswith("ال")
        return None if common and self.lead.sort == "role" and not self.needs else known

    def _head(self, known: Term, form: str, *, glued: bool) -> None:
        kept: Term | None = known
        behind_mark = self.at == self.first or self.scan.reading.words[self.at - 1].sort != "word"
        if self.lead is None and (known.sort != "place" or behind_mark):
            self.lead = known
        elif self.lead and self.lead.sort in ("anon", "doc") and known.sort == "role" and self.needs:
            kept = None
        if kept is not None and not self.needs and not glued:
            self.personal = kept.sort == "role"
        self.roles.add(bare(form))
        self.needs = not form.startswith("ال") and (kept is None or kept.sort != "place") and form not in members("proper-body")
        self.naming = False

    def _belonging(self, form: str) -> None:
        """Takes what is no head: a preposition, a genitive, an adjective, or a word of a name."""
        ranked = form in members("of-rank") and not self.naming and self.lead is not None  # مسؤول إسرائيلي رفيع المستوى
        if ranked or form in members("same") or (form in members("formerly") and not self.naming):
            return  # الأستاذة ذاتها؛ وزيرة المالية سابقا فلانة
        if form in members("prep") or form in members("on-behalf"):
            self.needs, self.naming = True, False
        elif self.needs:
            self.roles.add(bare(form))
            self.needs = form == "سيدي"  # محكمة سيدي منصور: a town
        elif form in members("nothead") or form in members("neg") or form in COMPLEMENTISERS:
            self.naming = False
        elif self.naming and len(self.runs[-1]) > 1 and form.startswith("ال") and form.endswith(("يين", "يون", "يات")):
            self.naming, self.personal = False, False  # دعا سامي حداد العسكريين: a plural is no family name
        elif self.naming and len(form) > 4 and (form[:2] == "لت" or form[:3] in ("بال", "وال")):
            self.naming, self.needs = False, True  # ولد الشيخ أحمد لتسوية الأزمة
        elif self.naming:
            self.runs[-1].append(self.at)
        elif self._adjective(form):
            self.roles.add(bare(form.removeprefix("و")))
        elif self.personal and self.roles and form[0] in "بل" and len(form) > 3 and not _given(self.scan, form):
            self.needs = form[1:] in members("locality")
            self.roles.add(bare(form[1:]))  # قائد الجيش بتعز فلان: a place with its preposition
        elif self.personal and form[0] == "و" and len(form) > 3 and self.scan.persons and form not in self.scan.names:
            self.needs = True  # وزارة الخارجية وشؤون الهجرة
        elif self.personal:
            self.runs.append([self.at])
            self.naming = True

    def _adjective(self, form: str) -> bool:
        if form.startswith("وال") and len(form) > 4:
            return True
        return form.startswith("ال") and len(form) > 3 and not (self.personal and form in self.scan.names)

    def made(self) -> Phrase:
        """What was read."""
        if self.lead is not None and self.lead.sort == "place":
            self.last = _states(self.scan, self.first, self.last)
        runs = [r for r in self.runs if not (len(r) == 1 and len(self.scan.forms[r[0]]) < 2)]
        name = next((r for r in runs if len(r) > 1), runs[0] if runs else None)
        return _made(self.first, self.last, self.lead, name, frozenset(self.roles))


def _given(scan: Scan, form: str) -> bool:
    """Whether a word that starts with ب or ل is a name rather than a preposition with its noun."""
    return form in scan.names or form in members("b-name") or form in members("l-name") or not form.isalpha()


def _states(scan: Scan, first: int, last: int) -> int:
    """The end of one state or several: السعودية ومصر والإمارات."""
    at = first + 1
    while at < last:
        form = scan.forms[at]
        described = form.startswith("ال") and (form.endswith(("ي", "يه")) or form in members("adjective"))
        if not (is_place(form) or is_place(form[1:]) or described or form in COMMAS):
            break
        at += 1
    return at if scan.forms[at - 1] not in COMMAS else at - 1


def _made(first: int, last: int, lead: Term | None, name: list[int] | None, roles: frozenset[str]) -> Phrase:
    if name and (lead is None or lead.sort == "role"):
        kind = "person"
    elif lead:
        kind, name = lead.sort, None if lead.sort not in ("role",) else name
    else:
        kind = "unknown"
    span = (name[0], min(name[-1] + 1, name[0] + _LONGEST)) if name else None
    gender = lead.gender if lead else ""
    return Phrase(first, last, kind, span, roles, gender, lead.number if lead else "s")


def _bracket(scan: Scan, index: int, last: int) -> int:
    for at in range(index + 1, min(last, index + 12)):
        if scan.forms[at] == ")":
            return at + 1
    return index + 1
