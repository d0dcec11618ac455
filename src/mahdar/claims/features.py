"""A candidate -> its named features: what the model of `weights.tsv` knows about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from mahdar.claims.candidates import Candidate
from mahdar.claims.phrases import is_document, word_set
from mahdar.claims.predicates import built
from mahdar.claims.scope import Scope
from mahdar.claims.shapes import marks_of, nation, stem
from mahdar.spans import folded

_LENGTHS = (3, 6, 10, 16, 25)
_START, _HEAD, _BEFORE = 3, 4, 5  # words at the head of a candidate and before it that are looked at by themselves
# Signs that say more together: what will happen if, what must be done.
_PAIRS = (
    ("if", "will"),
    ("if", "wont"),
    ("will", "danger"),
    ("will", "help"),
    ("will", "together"),
    ("bring", "danger"),
    ("bring", "good"),
    ("must", "do"),
    ("must", "we"),
    ("wont", "we"),
    ("not", "crime"),
    ("not", "meddle"),
    ("didnt", "crime"),
    ("didnt", "attack"),
    ("absent", "crime"),
    ("absent", "attack"),
    ("absent", "meddle"),
    ("agreed", "both"),
    ("differ", "both"),
    ("plan", "do"),
    ("copula", "good"),
    ("copula", "bad"),
    ("copula", "crime"),
    ("copula", "weighty"),
    ("they", "crime"),
    ("attack", "foe"),
    ("role", "attack"),
    ("role", "crime"),
    ("role", "meddle"),
)
# What may stand before a candidate and bring it in.
_BRINGS = frozenset({"»", "«", "“", "”", '"', ":", "،", "ان", "انه", "انها", "علي", "الي", "عن", "من"})
_TREATIES, _ACCORDS, _UNNAMED = word_set("treaties"), word_set("accords"), word_set("unnamed")
_UPON, _NAME, _IMPERFECT = frozenset({"علي", "وعلي", "فعلي"}), 7, ("ي", "ت")
_ASKING = word_set("upon")
_GOES_ON, _MEASURES, _SPAN = word_set("goes_on"), word_set("measures"), 7
_WRONGS = ("crime", "meddle", "fail", "blame", "lie", "condemn")
_SPEAKERS = ("experts", "sources", "police")


def features(scope: Scope, candidate: Candidate) -> tuple[str, ...]:
    """The features of a candidate, each once, sorted."""
    said = (*_place(scope, candidate), *_voice(scope, candidate), *_words(scope, candidate))
    shape = built(scope, candidate.first, candidate.last, candidate.quotation)
    return tuple(sorted({"all", *said, *_sides(scope, candidate), *_deeds(scope, candidate), *shape, *_stems(scope, candidate)}))


def _stems(scope: Scope, candidate: Candidate) -> Iterator[str]:
    """The words of a candidate by their stems, its first two once more as those."""
    stems = [stem(w.form) for w in scope.words[candidate.first : candidate.last] if w.sort == "word" and len(w.form) > 2]
    yield from (f"word={s}" for s in stems)
    yield from (f"head={s}" for s in stems[:2])


def _place(scope: Scope, candidate: Candidate) -> Iterator[str]:
    first, last = candidate.first, candidate.last
    yield f"source={candidate.source}"
    yield f"length<{next((n for n in _LENGTHS if last - first < n), 99)}"
    if candidate.part[1] > 1:
        yield "part=first" if not candidate.part[0] else "part=later"
        yield "parts=2" if candidate.part[1] == 2 else "parts=more"
    if candidate.source == "stated" and scope.stated(first, last):
        yield "stated phrase"
    if scope.in_headline(first):
        yield "headline"
    before = scope.words[first - 1].form if first else ""
    yield f"after={before}" if before in _BRINGS else "after=other"


def _voice(scope: Scope, candidate: Candidate) -> Iterator[str]:
    quotation = candidate.quotation
    if quotation is None:
        yield "voice=outlet"
        return
    yield f"type={quotation.type}"
    yield f"says={quotation.polarity}"
    later = " later" if candidate.part[0] and candidate.source != "whole" else ""
    yield from (f"cue={c}{later}" for c in scope.cue(quotation))
    if quotation.parent:
        yield "nested"
    if scope.voices.within(quotation):
        yield "holds speech"
    who = quotation.speaker or quotation.name
    if who is None:
        yield "speaker=none"
        return
    said = folded(who.of(scope.reading.text) + " " + (quotation.role.of(scope.reading.text) if quotation.role else ""))
    if is_document(said):
        yield "speaker=document"
        if "مشترك" in said:
            yield "speaker=both"
    bare = {w.removeprefix("ال") for w in said.split()}
    yield from (f"speaker={name}" for name in _SPEAKERS if bare & word_set(name))


def _words(scope: Scope, candidate: Candidate) -> Iterator[str]:
    first, last = candidate.first, candidate.last
    counts = Counter(scope.signs(first, last))
    for sign, n in counts.items():
        yield f"has={sign}"
        if n > 2:
            yield f"much={sign}"
    told = {*counts, *(m for w in scope.words[first:last] for m in marks_of(w.form))}
    yield from (f"{a}+{b}" for a, b in _PAIRS if a in told and b in told)
    yield from (f"begins={s}" for s in scope.signs(first, min(last, first + _START)))
    yield from _valued(counts)
    yield from _opening(scope, candidate)
    yield from (f"behind={s}" for s in scope.signs(max(0, first - _BEFORE), first))
    if not counts:
        yield "no sign"
    if _owed(scope, first, last):
        yield "upon somebody to"
    if _lasts(scope, first, last):
        yield "lasts"
    if "will" in marks_of(scope.words[first].form):
        yield "first=will"
    for word in scope.words[first:last]:
        yield from marks_of(word.form)
        if word.sort == "number":
            yield "number"
        if word.form in _UNNAMED:
            yield "unnamed"
    if scope.told_before(first, last):
        yield "told before"


def _valued(counts: Mapping[str, int]) -> Iterator[str]:
    """Whether a candidate names wrongs, and whether what it values is good or bad alone."""
    wrong, good, bad = any(s in counts for s in _WRONGS), "good" in counts, "bad" in counts
    if wrong:
        yield "wrong"
    elif good != bad:
        yield "good alone" if good else "bad alone"


def _owed(scope: Scope, first: int, last: int) -> bool:
    """Whether somebody must do something: على, a name of some words, أن and an imperfect, no verb before that asks for على."""
    for i in range(first, last - 3):
        if scope.words[i].form in _UPON and not (i > first and scope.words[i - 1].form in _ASKING):
            for k in range(i + 2, min(i + _NAME, last - 1)):
                if scope.words[k].form == "ان":
                    return scope.words[k + 1].form[:1] in _IMPERFECT
    return False


def _lasts(scope: Scope, first: int, last: int) -> bool:
    """Whether something goes on for a time that is told: a verb of going on, a measure of time in the next words."""
    for i in range(first, last):
        if scope.words[i].form.lstrip("وفس") in _GOES_ON:
            return any(w.form in _MEASURES for w in scope.words[i + 1 : min(last, i + _SPAN)])
    return False


def _opening(scope: Scope, candidate: Candidate) -> Iterator[str]:
    """What the first word is by itself, and after which cue: a masdar without article, as a demand or a pledge begins."""
    form = scope.words[candidate.first].form
    bare = "the " if form.startswith(("ال", "بال", "لل")) else ""
    cues = scope.cue(candidate.quotation) if candidate.quotation is not None and candidate.source == "whole" else ()
    for sign in dict.fromkeys(scope.signs(candidate.first, candidate.first + 1)):
        yield f"first={bare}{sign}"
        yield from (f"{cue}>{bare}{sign}" for cue in cues)
    if form.startswith("ي") and len(form) > 3:
        yield "first=verb"
    following = scope.signs(candidate.first, min(candidate.first + 2, candidate.last))
    if "importance" in following[:1] and ("do" in following or "act" in following):
        yield "importance of doing"


def _sides(scope: Scope, candidate: Candidate) -> Iterator[str]:
    """Whose states a candidate names, the speaker's own or others, and whether it begins with one."""
    own = scope.sides(candidate.quotation) if candidate.quotation is not None else frozenset()
    signs = frozenset(scope.signs(candidate.first, candidate.last))
    for i in range(candidate.first, candidate.last):
        state = nation(scope.words[i].form)
        if state:
            side = "own" if state in own else "other" if own else "some"
            yield f"{side} state"
            yield from (f"{side} state+{sign}" for sign in ("attack", "crime", "meddle", "fail", "blame") if sign in signs)
            if i < candidate.first + _HEAD:
                yield f"{side} state first"
                if any("will" in marks_of(w.form) for w in scope.words[i + 1 : i + _HEAD]):
                    yield f"{side} state will"


def _deeds(scope: Scope, candidate: Candidate) -> Iterator[str]:
    if candidate.deed is not None:
        yield f"deed={candidate.deed.type}"
        yield "deed=noun" if " noun;" in candidate.deed.rule else "deed=verb"
        yield f"deed={candidate.deed.status}"
        yield f"{candidate.source} of {candidate.deed.type}"
        if candidate.deed.mode:
            yield f"deed mode={candidate.deed.mode}"
        if candidate.deed.rule.partition("/")[0] in _TREATIES:
            yield "deed=treaty"
            yield f"treaty {candidate.deed.status}"
        if candidate.deed.type == "AGREE":
            both = len({*candidate.deed.actor, *candidate.deed.recipient}) > 1 or candidate.deed.rule.partition("/")[0] in _ACCORDS
            yield f"agreed by {'two' if both else 'one'}"
            if both:
                yield f"agreed by two {candidate.source}"
    found = scope.deeds(candidate.first, candidate.last)
    for event in found:
        yield f"event={event.type}"
        yield f"event={event.status}"
    if not found:
        yield "no event"
