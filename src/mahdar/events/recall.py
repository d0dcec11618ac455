"""Events of one article -> the same, where a noun that points back has the parties of what it points at.

The meeting, the attack, the two presidents: a definite noun that names no one means a happening whose parties stand
elsewhere in the article. The nearest event before it of the same type with well-founded parties is taken; a headline
and whatever else comes first looks ahead instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from mahdar.events.elsewhere import last_of, noun, parties, settled, sort
from mahdar.events.event import Event
from mahdar.events.scene import group
from mahdar.events.triggers import Trigger
from mahdar.spans import Anchor, folded

# Parties found by these are guesses: they yield to those of an event that the text pins down.
_WEAK = ("none", "sentence subject", "subject carried", "partners")
_OF_STATES = frozenset({"COOPERATE", "SUPPORT", "SANCTION"})
_RETURNS = frozenset({"عوده"})  # of ambassadors
_NEAR = 60  # events, to either side, among which an event may be told again
# How often, and in what share of the attacks told, one party must be named for the others to be laid to it.
_OFTEN, _MOSTLY = 2, 0.75
_MEETINGS = ("meet", "call")
_HARM = ("kill", "injure")
# Types whose actor alone tells them apart.
_ONE_SIDED = frozenset({"CONCEDE", "SANCTION", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "THREATEN", "REJECT"})


def recalled(events: Sequence[tuple[Event, Trigger]], text: str, nations: Sequence[Anchor]) -> list[Event]:
    """The events with their parties, dates and places completed from one another.

    `nations` are the two states that the article is most about: relations and cooperation of nobody else are theirs.
    """
    known: list[Event] = []
    for event, _ in events:
        known.append(_paired(event, known[-_NEAR:], text))
    complete = [(n, e) for n, e in enumerate(known) if _complete(e)]
    often: Counter[tuple[str, tuple[str, ...]]] = Counter((str(e.type), parties(e, text)) for _, e in complete)
    together = Counter(parties(e, text) for _, e in complete if len(e.actor) > 1)
    made: list[Event] = []
    for n, (event, (_, trigger)) in enumerate(zip(known, events, strict=True)):
        if _between_states(event, trigger) and len(nations) > 1:
            event = replace(event, actor=tuple(nations), rule=f"{event.rule.rpartition('; ')[0]}; states in question")
        elif _lacks(event, trigger, text):
            near = complete[bisect_left(complete, n - _NEAR, key=_place) : bisect_left(complete, n + _NEAR, key=_place)]
            source = _source((n, event), trigger, near, often, text)
            if trigger.form.sense.frame == "mutual":
                source = _better_company((n, event), source, near, together, text)
            event = _filled(event, source, trigger) if source else event
        made.append(event)
    attacker = _attacker(made, text)
    if attacker:
        made = [_laid(e, attacker) for e in made]
    return settled([(e, t) for e, (_, t) in zip(made, events, strict=True)], text)


def _laid(event: Event, attacker: tuple[Anchor, ...]) -> Event:
    """The event, its attacker filled in where it tells of people hurt by nobody named, who are not the attackers."""
    hurt = event.type == "ASSAULT" and event.mode in _HARM and event.status == "happened"
    if not hurt or event.actor or set(attacker) & set(event.recipient):
        return event
    return replace(event, actor=attacker, rule=f"{event.rule.rpartition('; ')[0]}; only attacker named")


def _place(numbered: tuple[int, Event]) -> int:
    return numbered[0]


def _company(n: int, complete: Sequence[tuple[int, Event]], together: Counter[tuple[str, ...]], text: str) -> Event | None:
    """An event of those who most often do things together in the article; the nearest one of theirs."""
    pairs = [(m, e) for m, e in complete if len(e.actor) > 1]
    return max(pairs, key=lambda p: (together[parties(p[1], text)], -abs(p[0] - n)), default=(0, None))[1]


def _better_company(
    mine: tuple[int, Event], source: Event | None, near: Sequence[tuple[int, Event]], together: Counter[tuple[str, ...]], text: str
) -> Event | None:
    """Those who most often do things together in the article, where nobody else has met before the noun that names no one.

    A summit in the headline is theirs, not that of the ministers who meet in the last paragraph.
    """
    n, event = mine
    if source is None:
        return None if event.actor else _company(n, near, together, text)
    company = _company(n, near, together, text)
    later = source.anchor.start > event.anchor.start
    if company is None or not later or together[parties(company, text)] <= together[parties(source, text)]:
        return source
    return company


def construction(event: Event) -> str:
    """The construction that gave an event its parties."""
    return event.rule.rpartition("; ")[2]


def _lacks(event: Event, trigger: Trigger, text: str) -> bool:
    if trigger.form.kind != "noun":
        return False
    if event.type == "ASSAULT" and _faceless(event, text):
        return True
    if trigger.form.sense.frame == "mutual":
        return len(event.actor) < 2 or construction(event) in _WEAK[:3]
    return construction(event) == "none" or (construction(event) in _WEAK and trigger.definite)


def _faceless(event: Event, text: str) -> bool:
    """Whether only arms of a state that is not said act: طائرات، قوات."""
    heads = [folded(a.of(text)).split() for a in event.actor]
    return bool(heads) and all(len(h) == 1 and group(h[0]) == "arm" for h in heads)


def _attacker(events: Sequence[Event], text: str) -> tuple[Anchor, ...]:
    """Who attacks, where the article names one party for nearly all of its attacks; nobody otherwise."""
    named = [e for e in events if e.type == "ASSAULT" and e.actor and construction(e) not in _WEAK and not _faceless(e, text)]
    counts = Counter(last_of(e.actor[0], text) for e in named if len(e.actor) == 1)
    top = max(counts, key=lambda k: counts[k], default="")
    if counts[top] < _OFTEN or counts[top] < _MOSTLY * len(named):
        return ()
    return next(e.actor for e in named if last_of(e.actor[0], text) == top)


def _between_states(event: Event, trigger: Trigger) -> bool:
    """Whether an event that only states do with one another names no party of its own."""
    sense = trigger.form.sense
    if sense.frame != "mutual" or (event.type not in _OF_STATES and sense.lemma not in _RETURNS):
        return False
    return not event.actor or construction(event) in (*_WEAK[:3], "complement")


def _complete(event: Event) -> bool:
    if not event.actor or construction(event) in _WEAK[:3]:
        return False
    return len(event.actor) > 1 or bool(event.recipient) or event.type in _ONE_SIDED


def _source(
    mine: tuple[int, Event],
    trigger: Trigger,
    complete: Sequence[tuple[int, Event]],
    often: Mapping[tuple[str, tuple[str, ...]], int],
    text: str,
) -> Event | None:
    """The event that this one repeats: near in the article, told often, the same noun before another of its type."""
    n, event = mine
    own = {last_of(a, text) for a in event.actor} if construction(event) not in _WEAK[:3] and not _faceless(event, text) else set()
    if own and not trigger.definite and trigger.form.sense.frame != "mutual":
        return None
    best: tuple[float, Event] | None = None
    for m, other in complete:
        if other.type != event.type or other.mode != event.mode or m == n:
            continue
        theirs = parties(other, text)
        if own and not own & set(theirs):
            continue
        near = 4 / (1 + abs(n - m)) + (1 if m < n else 0)
        score = near + min(often[other.type, theirs], 4) + (1.5 if noun(other) == noun(event) else 0)
        if best is None or score > best[0]:
            best = (score, other)
    return best[1] if best else None


def _filled(event: Event, source: Event, trigger: Trigger) -> Event:
    same = trigger.definite and (event.mode not in _MEETINGS or sort(event) == sort(source))  # a dialogue has no day of the summit
    return replace(
        event,
        actor=source.actor,
        recipient=event.recipient or source.recipient,
        date=event.date or (source.date if same else ""),
        when=event.when or (source.when if same else None),
        place=event.place or (source.place if same else None),
        rule=f"{event.rule.rpartition('; ')[0]}; named elsewhere",
    )


def _paired(event: Event, earlier: Sequence[Event], text: str) -> Event:
    """The event with duals that point back (الرئيسان, الطرفين) replaced by the last two or more who did something together."""
    if not any(_points(a, text) for a in (*event.actor, *event.recipient)):
        return event
    pair = next((e.actor for e in reversed(earlier) if len(e.actor) > 1 and not any(_points(a, text) for a in e.actor)), ())
    if not pair:
        return event
    return replace(event, actor=_swapped(event.actor, pair, text), recipient=_swapped(event.recipient, pair, text))


def _swapped(anchors: Sequence[Anchor], pair: Sequence[Anchor], text: str) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(b for a in anchors for b in (pair if _points(a, text) else (a,))))


def _points(anchor: Anchor, text: str) -> bool:
    words = folded(anchor.of(text)).split()
    return bool(words) and group(words[0]) == "pair"
