"""A candidate -> its named features: what the model of `weights.tsv` knows about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from mahdar.claims.candidates import Candidate
from mahdar.claims.phrases import is_document, word_set
from mahdar.claims.predicates import built
from mahdar.claims.scope import Scope
from mahdar.quotes import Quotation

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
    ("absent", "we"),
    ("didnt", "we"),
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
_PAIRED = {a: tuple((q, f"{p}+{q}") for p, q in _PAIRS if p == a) for a, _ in _PAIRS}
# What may stand before a candidate and bring it in.
_BRINGS = frozenset({"»", "«", "“", "”", '"', ":", "،", "ان", "انه", "انها", "علي", "الي", "عن", "من"})
_TREATIES, _ACCORDS = word_set("treaties"), word_set("accords")
_NAME, _IMPERFECT = 7, ("ي", "ت")
_ASKING = word_set("upon")
_MEASURES, _SPAN = word_set("measures"), 7
_ACCORDED = ("AGREE", "SUPPORT", "COOPERATE")
_PASSING, _ASIDE = word_set("passing"), 2  # what a deed is only named behind: بعد الاتفاق, الذي تم التوصل إليه
_WRONGS = ("crime", "meddle", "fail", "blame", "lie", "condemn")
_LAID = ("attack", "crime", "meddle", "fail", "blame", "bad", "lie", "untrue")  # what is laid at the door of a state that is named
_SPEAKERS = ("experts", "sources", "police")


def features(scope: Scope, candidate: Candidate) -> tuple[str, ...]:
    """The features of a candidate, each once, in the order of what is asked."""
    first, last = candidate.first, candidate.last
    counts = Counter(scope.facts.signs(first, last))
    said = dict.fromkeys(("all", *_place(scope, candidate), *_voice(scope, candidate), *_words(scope, candidate, counts)))
    said |= dict.fromkeys((*_sides(scope, candidate, counts), *_deeds(scope, candidate), *built(scope, first, last, candidate.quotation)))
    heads = [p.head for p in scope.facts.plain[first:last] if p.head]
    said |= dict.fromkeys((*chain.from_iterable(scope.facts.given[first:last]), *heads[:2]))
    return tuple(said)


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
    later = " later" if candidate.part[0] and candidate.source != "whole" else ""
    yield from (f"cue={c}{later}" for c in scope.cue(quotation))
    if quotation.id not in scope.spoken:
        scope.spoken[quotation.id] = tuple(_speaking(scope, quotation))
    yield from scope.spoken[quotation.id]


def _speaking(scope: Scope, quotation: Quotation) -> Iterator[str]:
    """What an attribution says of every candidate in it."""
    yield f"type={quotation.type}"
    yield f"says={quotation.polarity}"
    if quotation.parent:
        yield "nested"
    if scope.voices.within(quotation):
        yield "holds speech"
    who = quotation.speaker or quotation.name
    if who is None:
        yield "speaker=none"
        return
    said = [*scope.forms(who), *(scope.forms(quotation.role) if quotation.role else ())]
    if said and is_document(said[0]):
        yield "speaker=document"
        if any("مشترك" in form for form in said):
            yield "speaker=both"
    bare = {form.removeprefix("ال") for form in said}
    yield from (f"speaker={name}" for name in _SPEAKERS if not bare.isdisjoint(word_set(name)))


def _words(scope: Scope, candidate: Candidate, counts: Mapping[str, int]) -> Iterator[str]:
    first, last = candidate.first, candidate.last
    for sign, n in counts.items():
        yield f"has={sign}"
        if n > 2:
            yield f"much={sign}"
    told = dict.fromkeys((*counts, *chain.from_iterable(p.marks for p in scope.facts.plain[first:last])))
    yield from (name for sign in told for other, name in _PAIRED.get(sign, ()) if other in told)
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
    if "will" in scope.facts.plain[first].marks:
        yield "first=will"
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
    forms = scope.facts.forms
    for i in scope.facts.among("upon", first, last - 3):
        if not (i > first and forms[i - 1] in _ASKING):
            for k in range(i + 2, min(i + _NAME, last - 1)):
                if forms[k] == "ان":
                    return forms[k + 1][:1] in _IMPERFECT
    return False


def _lasts(scope: Scope, first: int, last: int) -> bool:
    """Whether something goes on for a time that is told: a verb of going on, a measure of time in the next words."""
    going = scope.facts.among("going", first, last)
    return bool(going) and any(form in _MEASURES for form in scope.facts.forms[going[0] + 1 : min(last, going[0] + _SPAN)])


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


def _sides(scope: Scope, candidate: Candidate, counts: Mapping[str, int]) -> Iterator[str]:
    """Whose states a candidate names, the speaker's own or others, and whether it begins with one."""
    own = scope.sides(candidate.quotation) if candidate.quotation is not None else frozenset()
    plain = scope.facts.plain
    for i in scope.facts.among("state", candidate.first, candidate.last):
        side = "own" if plain[i].state in own else "other" if own else "some"
        yield f"{side} state"
        yield from (f"{side} state+{sign}" for sign in _LAID if sign in counts)
        if i < candidate.first + _HEAD:
            yield f"{side} state first"
            if any("will" in p.marks for p in plain[i + 1 : i + _HEAD]):
                yield f"{side} state will"


def _deeds(scope: Scope, candidate: Candidate) -> Iterator[str]:
    if candidate.deed is not None:
        yield f"deed={candidate.deed.type}"
        yield "deed=noun" if " noun;" in candidate.deed.rule else "deed=verb"
        yield f"deed={candidate.deed.status}"
        yield f"{candidate.deed.type} {candidate.deed.status}"
        at = scope.word(candidate.deed.anchor.start)
        if candidate.deed.type in _ACCORDED and any(scope.facts.forms[k].lstrip("وف") in _PASSING for k in range(max(0, at - _ASIDE), at)):
            yield "deed in passing"
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
