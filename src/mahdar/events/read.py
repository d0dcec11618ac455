"""Reading, mentions, moments -> Event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from mahdar.articles import Published
from mahdar.events.about import about
from mahdar.events.codes import coded
from mahdar.events.complement import complement
from mahdar.events.confidence import confidence
from mahdar.events.dating import dated, when, where
from mahdar.events.domain import judged
from mahdar.events.event import Event
from mahdar.events.fullest import Names, names
from mahdar.events.governed import Stand
from mahdar.events.lexicon import word_set
from mahdar.events.notes import note
from mahdar.events.once import once
from mahdar.events.parties import cast
from mahdar.events.recall import recalled
from mahdar.events.scene import PREPOSITIONS, Party, Scene
from mahdar.events.stage import nations_of, scenes
from mahdar.events.status import status
from mahdar.events.triggers import Trigger, triggers
from mahdar.events.whom import blamed, inside
from mahdar.names import Mention
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id
from mahdar.times import Moment

_LEADS_ON = word_set("complementisers")


class _Setting(NamedTuple):
    """What the events of one sentence share: its scene, its expressions of time, and whom it may carry over."""

    reading: Reading
    scene: Scene
    moments: Sequence[Moment]
    carried: tuple[Party, ...]
    published: Published | None
    names: Names


def events(
    reading: Reading, mentions: Sequence[Mention], moments: Sequence[Moment], *, published: Published | None = None
) -> tuple[Event, ...]:
    """The events of an article in the order of their triggers.

    `published` lets a date tell what is to come from what is long past.
    """
    notes = [note(w.form) for w in reading.words]
    counted, strong = judged(reading, [n.weight for n in notes])
    if not any(counted):
        return ()
    ordered = sorted(moments, key=lambda m: m.anchor.start)
    starts = [m.anchor.start for m in ordered]
    found: list[tuple[Event, Trigger]] = []
    carried: tuple[Party, ...] = ()
    known: set[tuple[str, str]] = set()
    able = [i for i, n in enumerate(notes) if n.event and reading.words[i].sort == "word"]
    stage = scenes(reading, mentions, notes)
    full: Names | None = None  # found out with the first event: many articles have none
    for sentence, scene, counts in zip(reading.sentences, stage, counted, strict=True):
        if counts:
            here = ordered[bisect_left(starts, sentence.anchor.start) : bisect_right(starts, sentence.anchor.end)]
            governor: tuple[Event, Trigger] | None = None
            stands: list[tuple[Trigger, Stand]] = []
            told: list[tuple[Event, Trigger]] = []
            mine = able[bisect_left(able, sentence.first) : bisect_left(able, sentence.last)]
            for trigger in triggers(scene, reading.text, mine, known, strong=strong):
                full = full or names(mentions, [p for one in stage for p in one.parties], reading.text)
                setting = _Setting(reading, scene, here, carried, published, full)
                known.add((trigger.form.sense.lemma, trigger.form.sense.event))
                stands.append((trigger, status(scene, trigger, stands[-1:])))
                plain = _event(setting, trigger, stands[-1][1])
                event = complement(plain, trigger, governor, scene)
                if event is plain:
                    governor = (event, trigger)
                event = dated(event, trigger, scene, setting.moments, published)
                stands[-1] = (trigger, stands[-1][1]._replace(status=event.status))
                told.append((replace(event, confidence=confidence(event, trigger, scene)), trigger))
            found += blamed(once(told, scene))
        carried = _subjects(scene) or carried
    return tuple(coded(e) for e in recalled(found, reading.text, nations_of(reading, notes))) if found else ()


def _subjects(scene: Scene) -> tuple[Party, ...]:
    """Whom the next sentence may carry over: the first one named, where nothing but its verb stands before it."""
    for party in scene.parties[:3]:
        if party.governed or party.kind in ("place", "nation"):
            continue
        opening = [scene.form(k) for k in range(scene.first, party.first)]
        if any(w in _LEADS_ON or w in PREPOSITIONS for w in opening):
            return ()
        if not party.weak:
            return (party,)
    return ()


def _named(parties: Sequence[Party], full: Names) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(full.of(p.anchor) for p in parties))


def _event(setting: _Setting, trigger: Trigger, stand: Stand) -> Event:
    reading, scene, sense = setting.reading, setting.scene, trigger.form.sense
    anchor = reading.anchor(trigger.at, trigger.at + 1)
    parts = cast(scene, trigger, setting.carried)
    moment = when(scene, trigger, setting.moments)
    subject = about(scene, trigger.at, sense.event)
    whom = parts.recipient or inside(scene, trigger, parts.actor)
    decided = (reading.anchor(stand.first, stand.last),) if stand.last > stand.first else ()
    return Event(
        id=content_id("event", reading.article, anchor.start, anchor.end, sense.event),
        anchor=anchor,
        type=sense.event,  # type: ignore[arg-type]  # the tables hold types only
        status=stand.status,
        status_rule=stand.rule,
        plover="",
        cameo="",
        rule=f"{sense.lemma}/{sense.event} {trigger.form.kind}; {parts.rule}",
        mode=sense.mode,
        context=subject.context,
        context_words=tuple(reading.anchor(k, k + 1) for k in subject.words),
        actor=_named(parts.actor, setting.names),
        recipient=_named(whom, setting.names),
        date=moment.value if moment else "",
        when=moment.anchor if moment else None,
        place=where(scene, trigger, (*parts.actor, *whom)),
        evidence=(anchor, *decided, *((moment.anchor,) if moment else ())),
    )
