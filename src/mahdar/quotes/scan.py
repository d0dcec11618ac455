"""One article laid out for the grammar of attributions: words with their sentence, their marks and their cue readings."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from mahdar.articles import Role
from mahdar.quotes.lexicon import CueForm, guarded, lexicon
from mahdar.quotes.terms import members
from mahdar.sentences import Marked, Reading
from mahdar.spans import Anchor, folded

COMPLEMENTISERS = members("complementiser")
# A comma or dash ends no content by itself; these are stripped from its ends.
TRIMMED = frozenset(".,،؛:;-–—!؟?…")
COMMAS = frozenset("،,؛;")
DASHES = frozenset("-–—")
_CALLED = frozenset(("يدعي", "تدعي"))
_CAUSE = 9  # words from a verb to the إلى that names the cause
_BAN = ("بان", "وبان")
_PARTICLES = COMPLEMENTISERS | {*_BAN, "انا"}
MARKS = frozenset('"«»“”„')


class Pair(Struct, frozen=True):
    """A pair of marks in words: `opened` is its opening mark, `first:last` the words inside, `after` the word behind it."""

    opened: int
    first: int
    last: int
    after: int
    marked: Marked


class Unit(Struct, frozen=True):
    """A sentence, or several that one pair of marks holds together, in words `first:last`."""

    first: int
    last: int
    role: Role


class Scan(Struct):
    """The words of an article with all that the grammar asks of them; lists run along the words."""

    reading: Reading
    forms: list[str]
    unit: list[int]
    units: list[Unit]
    pairs: list[Pair]
    closing: dict[int, int]  # word behind a pair of marks -> its opening mark
    opening: dict[int, int]  # word of an opening mark -> its pair
    inside: list[int]  # innermost pair that holds the word, or -1
    cues: dict[int, tuple[CueForm, ...]]
    counts: dict[str, int]
    sentence: list[int]  # the word after the last of the sentence that holds the word
    names: set[str]  # words of personal names that the article introduced
    bodies: dict[int, int]  # organisations that the names room found, likewise
    places: dict[int, int]  # places that it found
    persons: dict[int, int]  # full names that the names room found: first word -> the word behind the last

    def anchor(self, first: int, last: int) -> Anchor:
        """The stretch of the words `first:last`."""
        return self.reading.anchor(first, last)

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """The words without punctuation at either end (brackets and quotation marks stay)."""
        while first < last and self.forms[first] in TRIMMED:
            first += 1
        while last > first and self.forms[last - 1] in TRIMMED:
            last -= 1
        return first, last

    def end(self, index: int) -> int:
        """The word after the last of the unit that holds `index`."""
        return self.units[self.unit[index]].last

    def prefixed(self, index: int) -> bool:
        """Whether the cue at `index` is joined by و or ف, or by ل to what was said before: ليرد."""
        return self.forms[index][:1] in ("و", "ف", "ل") and self.forms[index] not in lexicon()


def scan(reading: Reading) -> Scan:
    """The article laid out."""
    starts = [w.start for w in reading.words]
    forms = [w.form for w in reading.words]
    _respell(reading, forms, starts)
    pairs = [_pair(m, starts) for m in reading.marked]
    pairs = [p for p in pairs if p.first < p.last]
    units, unit = _units(reading, pairs)
    inside = [-1] * len(forms)
    for number, pair in enumerate(pairs):  # outer pairs come first, so inner ones overwrite them
        limit = min(pair.last, pair.first + 2000)
        inside[pair.first : limit] = [number] * (limit - pair.first)
    sentence = [0] * len(forms)
    for one in reading.sentences:
        sentence[one.first : one.last] = [one.last] * (one.last - one.first)
    counts: dict[str, int] = {}
    for form in forms:
        counts[form] = counts.get(form, 0) + 1
    known = lexicon()
    cues: dict[int, tuple[CueForm, ...]] = {}
    for index, form in enumerate(forms):
        found = known.get(form) or (known.get(form[1:]) if form[:1] in ("و", "ف") else None)
        if found is None and form[0] == "ل":
            found = _whereupon(forms, index)
        if found and found[0].inflected.form in _CALLED and reading.text[reading.words[index].end - 1] == "ى":
            continue  # ويدعى فلان: is called
        if found and not _first_person(reading.text, starts[index], found) and _governs(forms, index, found):
            cues[index] = found
    return Scan(
        reading,
        forms,
        unit,
        units,
        pairs,
        {p.after: p.opened for p in reversed(pairs)},
        {p.opened: i for i, p in reversed(list(enumerate(pairs)))},
        inside,
        cues,
        counts,
        sentence,
        set(),
        {},
        {},
        {},
    )


def _whereupon(forms: list[str], index: int) -> tuple[CueForm, ...] | None:
    """The present with ل that tells what was said next, behind a comma or marks: "..."، ليرد المتهم: "..."."""
    form = forms[index]
    if form[1:2] not in ("ي", "ت") or not index or not (forms[index - 1] in COMMAS or forms[index - 1] in MARKS):
        return None
    found = tuple(r for r in lexicon().get(form[1:], ()) if "speech" in r.lemma.takes and r.inflected.shape == "imperfect")
    return found or None


def _governs(forms: list[str], index: int, found: tuple[CueForm, ...]) -> bool:
    """Whether a form that is a common noun elsewhere is a participle: ...، متهمة الجماعة بـ، داعيا إلى."""
    guard = guarded().get(found[0].inflected.form)
    if guard is None:
        return True
    if index == 0 or index + 1 >= len(forms) or guard == "colon":
        return index + 1 < len(forms) and guard == "colon" and forms[index + 1] == ":"
    following, takes = forms[index + 1], frozenset(t for r in found for t in r.lemma.takes)
    own = following in takes or following in COMPLEMENTISERS or ("ب" in takes and following[0] == "ب")
    target = any(r.lemma.addressee == "obj" or "obj" in r.lemma.takes for r in found)
    caused = any(folded(r.lemma.name) in members("takes-to") for r in found) and "الي" in forms[index + 2 : index + _CAUSE]
    if forms[index - 1] in COMMAS or forms[index - 1] in MARKS:
        if caused or (target and following.endswith(("ها", "هم")) and len(following) > 4):
            return True  # ...، مرجعا تأخره إلى نقص المال
        return own or (target and (following.startswith("ال") or (index + 2 < len(forms) and forms[index + 2].startswith(("ب", "ال")))))
    return own and following in takes and found[0].inflected.form.endswith("ا")


def _respell(reading: Reading, forms: list[str], starts: list[int]) -> None:
    """Gives names that are written like particles a form of their own."""
    text, marked = reading.text, [i for i, f in enumerate(forms) if f in _PARTICLES]
    ban = any(forms[i + 1 : i + 2] == ["كي"] for i in marked if forms[i] in _BAN)
    for index in marked:
        form, following = forms[index], forms[index + 1 : index + 2]
        letter = form in COMPLEMENTISERS and index > 0 and forms[index - 1] == "." and starts[index] == starts[index - 1] + 1  # سي.إن.إن
        channel = form == "ان" and following in (["تي"], ["بي"], ["سي"])  # قناة (ان تي في)
        secretary = ban and text[starts[index] : reading.words[index].end] in _BAN  # in an article about بان كي مون
        if letter or channel or secretary or (form == "انا" and text[starts[index]] == "آ"):  # آنا
            forms[index] += "."
    _tell_ali(reading, forms)


def _tell_ali(reading: Reading, forms: list[str]) -> None:
    """Where the article keeps ى and ي apart, علي with ي is the name and no preposition."""
    names = [i for i, f in enumerate(forms) if f == "علي" and reading.text[reading.words[i].end - 1] == "ي"]
    keeps = any(reading.text[w.end - 1] == "ى" for w in reading.words)
    if names and keeps:
        for index in names:
            forms[index] = "عليي"


def _first_person(text: str, start: int, found: tuple[CueForm, ...]) -> bool:
    """Whether a form is a speaker's own I: أعتقد beside اعتقد, آمل beside أمل: only the hamza tells."""
    first = (
        text[start + 1]
        if text[start] in "وف" and len(found[0].inflected.form) > 3 and text[start + 1 : start + 2] in "أإاآ"
        else text[start]
    )
    lead = found[0].lemma.name[0]
    if found[0].inflected.form in ("املا", "امله", "املين"):
        return first != "آ"
    if found[0].inflected.shape == "participle" and lead == "أ" and found[0].inflected.form[0] == "ا":
        return first != "آ"
    return lead == "ا" and found[0].inflected.shape == "perfect" and first == "أ"


def _pair(marked: Marked, starts: list[int]) -> Pair:
    return Pair(
        bisect_left(starts, marked.outer.start),
        bisect_left(starts, marked.inner.start),
        bisect_left(starts, marked.inner.end),
        bisect_left(starts, marked.outer.end),
        marked,
    )


def _units(reading: Reading, pairs: list[Pair]) -> tuple[list[Unit], list[int]]:
    """Sentences, joined where a closed pair of marks runs over the end of one."""
    reach = 0
    held: list[int] = []  # for each sentence the furthest word that a pair opened up to its end still holds
    at = 0
    for sentence in reading.sentences:
        while at < len(pairs) and pairs[at].opened < sentence.last:
            if pairs[at].marked.closed:
                reach = max(reach, pairs[at].last)
            at += 1
        held.append(reach)
    units: list[Unit] = []
    first: int | None = None
    unit = [0] * len(reading.words)
    for number, sentence in enumerate(reading.sentences):
        first = sentence.first if first is None else first
        if held[number] > sentence.last and number + 1 < len(reading.sentences):
            continue
        unit[first : sentence.last] = [len(units)] * (sentence.last - first)
        units.append(Unit(first, sentence.last, reading.paragraphs[sentence.paragraph].role))
        first = None
    return units, unit
