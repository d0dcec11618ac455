"""A clause of what is said -> the kind of claim that it makes, and the rule that told it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from mahdar.claims.phrases import KINDS, ROOM, find, word_set
from mahdar.claims.scope import Scope
from mahdar.events import Event, nation_of
from mahdar.quotes import Quotation
from mahdar.spans import table

# What an event of the clause makes of it; the lemmas are those of the rule that found the event.
_BY_EVENT = {"THREATEN": "warning", "ACCUSE": "accusation", "REQUEST": "demand"}
_REPORTED = frozenset({"ASSAULT", "COERCE", "CONSULT"})
_HELP = frozenset({"AID", "COOPERATE", "SUPPORT", "RETREAT", "CONCEDE"})
_ORDER = ("denial", "warning", "agreement", "disagreement", "commitment", "demand", "accusation", "assessment")
_STRONG = ("denial", "warning")
# A future verb; words that only look like one, and verbs that foretell what nobody brings about, are sets of words.tsv.
_WILL = re.compile(r"[وف]?س[تين][^\W\d_]{3,}")
_WE = re.compile(r"[وف]?سن[^\W\d_]{3,}")
_FORETOLD = word_set("foretold")
_HARMS, _IF, _THEN = word_set("harms"), word_set("if"), word_set("then")
_WEIGHING = word_set("weighing")
_CONSEQUENCES = word_set("consequences")
_BODIES = word_set("bodies")
_SUBJECT = 5  # words before a verb among which its subject stands
_WHETHER = frozenset({"ما", "عما", "حول", "فيما"})
_STRESSES = word_set("stresses")
# Must and need: a promise, a demand or a judgement, by what is needed of whom.
_NEED = "need"
_MODAL = word_set("modals")
PROMISES = word_set("promises")
# Fewer words than that judge nothing by themselves.
_SHORT = 4
_UNNAMED, _LONG = word_set("unnamed"), 8


@cache
def _polarities() -> dict[str, str]:
    return {row["polarity"]: row["kind"] for row in table(ROOM, "polarities.tsv")}


def kind_of(scope: Scope, a: int, b: int, quotation: Quotation) -> tuple[str, str]:
    """The kind of the clause `a:b` and the rule that told it; empty where it only reports.

    A denial or a warning tells over everything else; of other kinds the one told first, a judgement last.
    """
    if any(w.form in _UNNAMED for w in scope.words[a:b]) and b - a < _LONG:
        return "", ""  # a source asks not to be named
    told = _told(scope, a, b)
    base = _polarities().get(quotation.polarity, "")
    if base == "demand" and quotation.cue is not None and scope.plain(quotation.cue) in _STRESSES:
        base = ""
    strong = next((kind for kind in _STRONG if any(k == kind for _, k in told)), "")
    if base:
        return ("warning", "words over cue") if base == "demand" and strong == "warning" else (base, "cue")
    if strong:
        return strong, "words"
    if (threat := _conditional(scope, a, b)) and not any(k in ("commitment", "demand") for k in _worded(scope, a, b)):
        return threat, "condition"
    if told:
        return min(told, key=lambda t: (t[1] == "assessment" and t[0] > scope.words[a].start, t[0], _ORDER.index(t[1])))[1], "words"
    weighs = b - a >= _SHORT and any(w.form in _WEIGHING for w in scope.words[a:b]) and not _reports(scope, a, b)
    return ("assessment", "weighing") if weighs else ("", "")


def _reports(scope: Scope, a: int, b: int) -> bool:
    """Whether a clause tells figures, or an attack, an arrest or a meeting that took place."""
    if any(w.sort == "number" for w in scope.words[a:b]):
        return True
    return any(e.type in _REPORTED and e.status in ("happened", "past") for e in scope.deeds(a, b))


def _worded(scope: Scope, a: int, b: int) -> list[str]:
    """The kinds that the words of a clause tell, verbs of the future left out."""
    return [hit.tells for hit in find(scope.words, a, b, KINDS)]


def _told(scope: Scope, a: int, b: int) -> list[tuple[int, str]]:
    """(offset, kind) of each word, event and future verb of a clause that tells one."""
    told = [(scope.words[hit.first].start, hit.tells) for hit in find(scope.words, a, b, KINDS)]
    told += [(e.anchor.start, _of_event(e)) for e in scope.deeds(a, b) if _of_event(e)]
    told += [(w.start, _future(scope, a, b, i)) for i, w in enumerate(scope.words[a:b], a) if _is_future(w.form)]
    told += [(w.start, "warning") for w in scope.words[a:b] if w.form in _CONSEQUENCES and any(x.form in _HARMS for x in scope.words[a:b])]
    asked = any(kind == "demand" for _, kind in told)
    return [(at, kind if kind != _NEED else "demand" if asked else _weighed(scope, a, b)) for at, kind in told]


def _is_future(form: str) -> bool:
    return bool(_WILL.match(form)) and form.lstrip("وف") not in _FORETOLD


def _future(scope: Scope, a: int, b: int, i: int) -> str:
    """What a future verb makes of its clause: what we or somebody will do binds, what a thing will bring about is weighed."""
    words = scope.words
    near = words[max(a, i - _SUBJECT) : min(b, i + 3)]
    if _WE.match(words[i].form) or any(_somebody(w.form) for w in near if w is not words[i]):
        return "commitment"
    return "warning" if any(w.form in _HARMS for w in words[a:b]) else "assessment"


@lru_cache(maxsize=16384)
def _somebody(form: str) -> bool:
    """Whether a word names who can bind himself: a state, an office, a body."""
    return any(f in _BODIES or bool(nation_of(f)) for f in (form, form.removeprefix("و"), form.removeprefix("ال")))


def _conditional(scope: Scope, a: int, b: int) -> str:
    """A warning where the clause says what will follow if; a demand where it says what is then to be done."""
    forms = [w.form for w in scope.words[a:b]]
    if not any(f in _IF and before not in _WHETHER for before, f in zip(["", *forms], forms, strict=False)):
        return ""
    if any(f in _THEN for f in forms):
        return "demand"
    return "warning" if any(f.startswith(("فان", "فسو", "لن", "سوف")) or _is_future(f) for f in forms) else ""


def _weighed(scope: Scope, a: int, b: int) -> str:
    """What must and need make of a clause: we must is a promise, somebody must a demand, what is needed a judgement."""
    words = scope.words[a:b]
    if any(first.form in ("ان", "علينا") and then.form.startswith("ن") and len(then.form) > 3 for first, then in pairwise(words)):
        return "commitment"
    if any(first.form in _MODAL and then.form in ("ان", "الا", "علي") for first, then in pairwise(words)):
        return "demand"
    return "demand" if any(e.actor for e in scope.deeds(a, b)) else "assessment"


def _of_event(event: Event) -> str:
    lemma = event.rule.partition("/")[0]
    if event.status == "denied":
        return ""
    if event.status == "planned" and event.type in _HELP and " imperfect;" in event.rule:
        return "commitment"
    if event.type == "AGREE":
        if lemma in PROMISES:
            return "commitment"
        return "agreement" if event.status == "happened" and len(event.actor) > 1 else ""
    return _BY_EVENT.get(event.type, "")
