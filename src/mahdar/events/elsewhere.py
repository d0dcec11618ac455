"""Events of one article -> the same, where what it says elsewhere tells whether they happened.

A meeting that is planned in one sentence is planned in the next, a headline means what the first paragraph spells out,
and a deed that is dated long ago once is as old wherever it is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from mahdar.events.event import Event
from mahdar.events.lexicon import word_set
from mahdar.events.presupposed import PRESUPPOSED
from mahdar.events.triggers import Trigger
from mahdar.spans import Anchor, folded

Told = tuple[Event, Trigger]

_NEAR = 60  # events, to either side, among which an event may be told again
_FIRST = 12  # events of the body among which that of the headline stands
_MEETINGS = ("meet", "call", "visit", "negotiate")
_ENCOUNTERS = word_set("encounters")
_OPEN = ("planned", "proposed", "possible")
_UNTOLD = ("form", "joined", "within")  # rules that speak where no word tells
_PLANNABLE = ("CONSULT", "COOPERATE", "AID", "MOBILIZE")  # what a headline may tell in the present while it is yet to come
_PATTERN = str.maketrans("", "", "اوينمته")  # letters that verb patterns add


def settled(events: Sequence[Told], text: str) -> list[Event]:
    """The events with the status that the rest of the article gives them."""
    echoed = _echoed(events)
    return _ahead([(_aged(e, t, echoed), t) for e, t in echoed], text)


def _echoed(events: Sequence[Told]) -> list[Told]:
    """The events, those of the headline told as the first of their kind in the body is: يزور .. / سيقوم بزيارة."""
    body = [(e, t) for e, t in events if not t.title][:_FIRST]
    made: list[Told] = []
    for event, trigger in events:
        same = next((o for o, _ in body if o.type == event.type and (o.mode == event.mode)), None)
        vague = trigger.title and event.status_rule == "form" and (trigger.form.kind == "noun" or event.type in _PLANNABLE)
        if vague and same is not None and same.status in _OPEN and same.status_rule != "form":
            event = replace(event, status=same.status, status_rule="headline")
        made.append((event, trigger))
    return made


def _aged(event: Event, trigger: Trigger, events: Sequence[Told]) -> Event:
    """The event, past where the article names the same deed elsewhere and dates it long ago, and never lately."""
    if event.status != "happened" or event.status_rule not in ("form", "joined", "adjective"):
        return event
    root = _root(event)
    same = [e for e, _ in events if e.type == event.type and _root(e) == root and e.anchor != event.anchor]
    dated = [e for e in same if e.when is not None and e.status in ("past", "happened")]
    old = [e for e in dated if e.status == "past" and e.status_rule == "date"]
    if event.when is None and old and len(old) == len(dated):
        return replace(event, status="past", status_rule="past elsewhere")
    return event


def _root(event: Event) -> str:
    """What a verb and its masdar share: the letters that no pattern adds."""
    word = noun(event)
    return word.translate(_PATTERN) or word


def noun(event: Event) -> str:
    """The lemma that named an event."""
    return event.rule.partition("/")[0]


def parties(event: Event, text: str) -> tuple[str, ...]:
    """The last word of each party, sorted."""
    return tuple(sorted({last_word(a.of(text)) for a in (*event.actor, *event.recipient)}))


def last_of(anchor: Anchor, text: str) -> str:
    """The last word of what is anchored."""
    return last_word(anchor.of(text))


@lru_cache(maxsize=16384)
def last_word(name: str) -> str:
    """The folded last word of a name."""
    return next(iter(folded(name).split()[-1:]), "")


def _ahead(events: Sequence[Told], text: str) -> list[Event]:
    """The events, a meeting that the article elsewhere calls planned being planned wherever a noun names it.

    Only a planned meeting of the same sort tells: a dialogue to come leaves the summit that agreed on it in the past.
    A definite noun that points back at a meeting only proposed (اقترحت عقد قمة ... هذه القمة) tells a proposal too.
    """
    meetings = [(e, t, set(parties(e, text))) for e, t in events if e.mode in _MEETINGS]
    planned = [(sort(e), p) for e, _, p in meetings if e.status == "planned" and len(p) > 1][:_NEAR]
    over = [(sort(e), p) for e, t, p in meetings if _took_place(e, t) and len(p) > 1][:_NEAR]
    # Where the article holds no meeting and expects one, whatever meeting a noun names is still to come.
    ahead = any(e.status == "planned" for e, _, _ in meetings) and not any(_took_place(e, t) for e, t, _ in meetings)
    proposed: list[tuple[str, set[str]]] = []  # the meetings so far, by their very words
    made: list[Event] = []
    for event, trigger in events:
        if event.mode not in _MEETINGS:
            made.append(event)
            continue
        mine, kind = set(parties(event, text)), sort(event)
        open_noun = event.status == "happened" and trigger.form.kind == "noun" and not trigger.past and event.status_rule in _UNTOLD
        if open_noun and not _known(kind, mine, over):
            if _known(kind, mine, planned) or ahead:
                event = replace(event, status="planned", status_rule="planned elsewhere")
            elif trigger.definite and _known(noun(event), mine, proposed[-_NEAR:]):
                event = replace(event, status="proposed", status_rule="proposed before")
        if event.status == "proposed" and len(mine) > 1:
            proposed.append((noun(event), mine))
        made.append(event)
    return made


def _known(kind: str, mine: set[str], among: Sequence[tuple[str, set[str]]]) -> bool:
    return any(kind == other and (mine <= p or p <= mine) for other, p in among)


def _took_place(event: Event, trigger: Trigger) -> bool:
    return event.status == "happened" and (trigger.form.kind == "perfect" or event.status_rule in PRESUPPOSED)


def sort(event: Event) -> str:
    """What sort of meeting: an encounter of people at one time, or else the very word."""
    word = noun(event)
    return "encounter" if word in _ENCOUNTERS else word
