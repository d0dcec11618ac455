"""Attributions that stand behind or before what they attribute: بحسب، وفقا لـ، كما قال، "..." قال فلان."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from mahdar.quotes import subjects
from mahdar.quotes.draft import Draft
from mahdar.quotes.phrase import phrase
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.subjects import Found
from mahdar.quotes.terms import head, members, oblique
from mahdar.spans import folded

_MARKERS = frozenset(front + form for front in ("", "و", "ف") for form in members("according")) | {"كما", "هكذا", "علي"}
_NEAR = 6
_GAP = 3  # words between two pieces of one speech
_MORE = 16  # words of what is told of a source before فإن
_SHORTEST = 3  # words of what is attributed to him
_FORMULA = 5  # words of يشار إلى أن
_BEFORE = 40  # attributions looked back through


def postposed(scan: Scan, told: Sequence[Draft]) -> list[Draft]:
    """The post-posed attributions; a provenance behind an attributed content becomes that attribution's venue."""
    ends = {d.content[1]: d for d in told}
    cues = {d.cue[0] for d in told if d.cue}
    made: list[Draft] = []
    taken = -1
    for index, form in enumerate(scan.forms):
        if index < taken or form not in _MARKERS:
            continue
        if form == "علي" and scan.forms[index + 1 : index + 2] == ["ما"] and index + 2 not in cues and _tells(scan, index + 2):
            form = "حسبما"  # على ما ذكر مصدر
        if form == "علي" and scan.forms[index + 1 : index + 2] == ["حد"]:
            form = "بحسب"  # على حد تعبير السفير
        plain = form[1:] if form[:1] in ("و", "ف") and form not in members("according") else form
        if plain not in members("according") and not (
            form in ("كما", "هكذا")
            and index + 1 not in cues
            and any(r.lemma.strength in ("sure", "test") for r in scan.cues.get(index + 1, ()))
        ):
            continue
        found = _source(scan, index, plain)
        if found is None:
            fronted = _of_him(scan, index)
            made += [fronted] if fronted else []
            continue
        host = next((ends[i] for i in range(index, max(index - _NEAR, -1), -1) if i in ends), None)
        if form in ("كما", "هكذا") and not _closes(scan, found[1]):
            continue
        at = bisect_left(told, index, key=lambda d: d.order)
        draft = _attributed(scan, index, found[0], found[1], host, told[max(0, at - _BEFORE) : at])
        taken = found[1]
        if draft is not None:
            made.append(draft)
    return made


def _tells(scan: Scan, at: int) -> bool:
    """Whether the word is a cue that tells something: على ما ذكرته وكالة, not على ما وصفوه بالمهزلة."""
    return any(folded(r.lemma.name) not in members("naming") for r in scan.cues.get(at, ()))


def _of_him(scan: Scan, index: int) -> Draft | None:
    """What a pronoun at the head of a sentence attributes to whoever spoke last: ووفقا له، فإن ...، وبحسب قولها ..."""
    first = scan.units[scan.unit[index]].first
    behind = index + 1
    if behind >= scan.end(index) or index > first + 1:
        return None
    form = scan.forms[behind]
    if form not in members("to-him") and form not in members("his-words"):
        return None
    while behind + 1 < scan.end(index) and scan.forms[behind + 1] in COMMAS:
        behind += 1
    at = behind + 1
    if at >= scan.end(index) or scan.forms[at] not in members("so-that") | {"ان"}:
        return None
    first, last = scan.trim(at + 1, scan.end(index))
    if last - first < _SHORTEST:
        return None
    gender = "f" if form.endswith("ها") else "m"
    return Draft((index, index + 1), (first, last), "indirect", "according-before", order=index, gender=gender)


def _closes(scan: Scan, at: int) -> bool:
    """Whether a sentence, or its part up to a comma, ends soon behind the name: كما قال فلان في بيان."""
    return any(i >= scan.end(at - 1) or scan.forms[i] in COMMAS or scan.forms[i] == "." for i in range(at, at + 8))


def _source(scan: Scan, index: int, marker: str) -> tuple[Found, int] | None:
    """Who is named behind the marker at `index`, and the word behind the name."""
    end = min(scan.end(index), index + 24)
    at = index + 1
    while at < end and scan.forms[at] in members("according-joint"):
        at += 1
    if at >= end:
        return None
    stop = at
    while stop < end and scan.forms[stop] not in COMMAS and scan.forms[stop] not in (".", ":", "؟", "!"):
        if stop in scan.opening:
            pair = scan.pairs[scan.opening[stop]]
            if pair.last - pair.first > 3:
                break
            stop = max(stop, min(pair.after, end) - 1)
        stop += 1
    joint = scan.forms[at - 1] in members("according-joint")
    if joint and scan.forms[at] in members("stands-in") and at + 2 < stop and scan.forms[at + 1] == "في":
        found = subjects.after(scan, at + 2, stop)  # حسب ما جاء في قرار الإحالة
        return (replace(found, how="according-to"), found.phrase.last) if found and found.phrase.kind == "doc" else None
    if at in scan.cues and (joint or marker in ("حسبما", "كما", "هكذا")):
        found = subjects.after(scan, at + 1, stop) or (subjects.lone(scan, at + 1, stop) if marker != "حسبما" else None)
        return (found, found.phrase.last) if found else None
    if marker in ("كما", "حسبما", "هكذا"):
        return None
    if at + 1 < stop and scan.forms[at] in members("pointing"):
        at += 1  # وحسب تلك التقارير
    if at in scan.opening:
        return _marked_source(scan, at)
    return _plain_source(scan, index, at, stop)


def _marked_source(scan: Scan, at: int) -> tuple[Found, int] | None:
    """A source whose short name stands in marks: بحسب "الفرنسية"."""
    pair = scan.pairs[scan.opening[at]]
    if pair.last - pair.first > 2:
        return None
    return Found(replace(phrase(scan, pair.first, pair.last), kind="org", name=None), "according-to"), pair.after


def _plain_source(scan: Scan, index: int, at: int, stop: int) -> tuple[Found, int] | None:
    """A source that is a noun phrase at `at`, with ل glued to it or not."""
    form = scan.forms[at]
    stripped = form[1:] if form[0] == "ل" else form
    stripped = "ا" + stripped if form[:2] == "لل" else stripped
    while stripped in members("sayings"):
        at += 1
        stripped = scan.forms[at] if at < stop else ""
    known = head(stripped)
    if known is None and oblique(stripped):
        last = subjects.stop(scan, at, stop)
        return Found(replace(phrase(scan, at, last), kind="anon", name=None, number="p"), "according-to"), last
    if known is None and at in scan.bodies:
        last = min(scan.bodies[at], stop)
        return Found(replace(phrase(scan, at, last), last=last, kind="org", name=None), "according-to"), last
    if known is None and stripped not in scan.names and stripped not in members("one-of"):
        return None
    if known is not None and known.sort == "doc" and stripped.removeprefix("ال") not in members("reporting-document"):
        return None
    found = subjects.after(scan, at, stop) if stripped == form or at > index + 1 else _glued(scan, at, stop)
    return (replace(found, how="according-to"), found.phrase.last) if found else None


def _glued(scan: Scan, at: int, stop: int) -> Found | None:
    last = subjects.stop(scan, at, stop)
    found = phrase(scan, at, last)
    return Found(found, "according-to") if found.kind != "unknown" else None


def _so(scan: Scan, index: int, behind: int, last: int) -> int:
    """The word فإن where more is said of a source before it: وحسب البيان، الذي وصلت نسخة منه، فإن; else `behind`."""
    for at in range(behind, min(last, behind + _MORE)):
        if scan.forms[at] in members("so-that") and scan.forms[at - 1] in COMMAS:
            return at
        if at in scan.opening and scan.pairs[scan.opening[at]].last - scan.pairs[scan.opening[at]].first > 3:
            break
    return behind


def _attributed(scan: Scan, index: int, found: Found, behind: int, host: Draft | None, near: Sequence[Draft]) -> Draft | None:
    unit = scan.units[scan.unit[index]]
    first, last = unit.first, index
    at = _so(scan, index, behind, unit.last)
    while at < unit.last and scan.forms[at] in COMMAS:
        at += 1
    if index - unit.first <= 1 or (at < unit.last and scan.forms[at] in members("so-that")):  # وفقا لفلان فإن ...: the content follows
        first, last = scan.trim(at, unit.last)
        if last - first < 3:
            return None
        cut = 1 if scan.forms[first][:1] == "ف" else 0
        if scan.forms[first] in members("so-that"):
            first, cut = first + 1, 0
        marked = scan.opening.get(first, -1)
        if marked >= 0 and scan.pairs[marked].after >= last and not cut:  # بحسب فلان: "..."
            inside = (scan.pairs[marked].first, scan.pairs[marked].last)
            return Draft((index, index + 1), inside, "direct", "according-before", subject=found, order=index)
        return Draft((index, index + 1), (first, last), "indirect", "according-before", subject=found, cut=cut, order=index)
    if host is not None and (found.phrase.kind in ("org", "doc") or host.subject is not None or "elided" in host.flags):
        host.venue = host.venue or (found.phrase.first, found.phrase.last)
        return None
    if any(d.content[0] <= index < d.content[1] for d in near):
        return None
    earlier = [d.content[1] for d in near if d.content[1] <= index and scan.unit[d.content[0]] == scan.unit[index]]
    first, last = scan.trim(max([first, *earlier]), index)
    while first < last and scan.forms[first] in members("turn"):
        first += 1
    if scan.forms[first].removeprefix("و") in members("be-it-said"):  # يشار إلى أن ...، بحسب المرصد
        first = next((i + 1 for i in range(first + 1, min(last, first + _FORMULA)) if scan.forms[i] in COMPLEMENTISERS), first)
    if sum(w.sort == "word" for w in scan.reading.words[first:last]) < (2 if first in scan.opening else 4):
        return None
    kind = "indirect"
    if first in scan.opening and scan.pairs[scan.opening[first]].after >= last:
        first, last, kind = scan.pairs[scan.opening[first]].first, scan.pairs[scan.opening[first]].last, "direct"
    form = scan.forms[first]
    cut = 1 if form[0] == "و" and len(form) > 2 and (form[1:] in members("prep") or scan.counts.get(form[1:], 0) > 0) else 0
    draft = Draft(
        (index, index + 1),
        (first, last),
        "direct" if kind == "direct" else "indirect",
        "according-behind",
        subject=found,
        cut=cut,
        order=index,
    )
    draft.flags.append("postposed")
    return draft


def behind_marks(scan: Scan, told: Sequence[Draft]) -> list[Draft]:
    """Speech in marks with its cue behind it, or going on after another piece of the same speech."""
    spoken = {d.content[0]: d for d in told}
    covered = sorted((d.content for d in told), key=lambda c: c[0])
    cues = {d.cue[0] for d in told if d.cue}
    made: list[Draft] = []
    previous: Draft | None = None
    reach, at = -1, 0
    for pair in scan.pairs:
        while at < len(covered) and covered[at][0] <= pair.opened + 1:
            reach = max(reach, covered[at][1])
            at += 1
        if pair.first in spoken:
            previous = spoken[pair.first]
            continue
        if reach > pair.first or pair.last - pair.first < 2 or not pair.marked.closed:
            continue
        if pair.last - pair.first <= 3 and not _says(scan, pair.after):
            continue
        draft = _spoken(scan, pair.first, pair.last, pair.after, cues)
        if draft is None and previous is not None and previous.type == "direct" and _same_speech(scan, previous.content[1], pair.opened):
            draft = Draft(previous.cue, (pair.first, pair.last), "direct", "marks-going-on", polarity=previous.polarity, order=pair.opened)
            draft.complement, draft.gender, draft.number = previous.complement, previous.gender, previous.number
            draft.subject = previous.subject
        if draft is not None:
            draft.content = scan.trim(*draft.content)
            made.append(draft)
            previous = draft
    return made


def _same_speech(scan: Scan, first: int, last: int) -> bool:
    """Whether what stands between two stretches in marks leaves them one speech: a comma, بينما; not وكانت."""
    return last - first <= _GAP and members("kana").isdisjoint(scan.forms[first:last])


def _says(scan: Scan, at: int) -> bool:
    """Whether a plain verb of saying stands right behind marks: "لا نخاف أحدا" يقول أبو محمد."""
    return any(folded(r.lemma.name) in members("plain-saying") and not r.inflected.relative for r in scan.cues.get(at, ()))


def _spoken(scan: Scan, first: int, last: int, after: int, cues: set[int]) -> Draft | None:
    at, end = after, scan.end(max(first, after - 1))
    while at < len(scan.forms) and scan.forms[at] == ".":
        at += 1
    if at > after and scan.forms[at : at + 1] == ["بهذه"]:  # "...".. بهذه الكلمات: a sentence of its own
        end = scan.end(at)
    else:
        at = after
    while at < end and (scan.forms[at] in COMMAS or scan.forms[at] in members("pointer")):
        at += 1
    if at >= end or at in cues or scan.prefixed(at):
        return None
    pointed = at > after + 1 and scan.forms[at] in members("opens-his-words")  # "..."، بهذه الكلمات بدأ فلان حديثه
    cue = next((r for r in scan.cues.get(at, ()) if r.inflected.shape in ("perfect", "imperfect") and not r.inflected.relative), None)
    if not pointed and (cue is None or not cue.lemma.takes & {"speech", "obj"}):
        return None
    stop = at + 1
    while stop < end and scan.forms[stop] not in (".", ":", "؟", "!"):
        stop += 1
    found = subjects.after(scan, at + 1, stop)
    if found is None:
        return None
    polarity = cue.lemma.polarity if cue else "asserts"
    draft = Draft((at, at + 1), (first, last), "direct", "marks-before-cue", polarity, subject=found, order=at)
    if cue:
        draft.gender, draft.number = cue.inflected.gender, cue.inflected.number
    draft.flags.append("postposed")
    return draft
