"""Trigger -> when and where: the expression of time and the place that stand nearest in its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from mahdar.articles import Published
from mahdar.events.event import Event
from mahdar.events.governed import COMMAS
from mahdar.events.lexicon import forms
from mahdar.events.presupposed import PRESUPPOSED
from mahdar.events.scene import PREPOSITIONS, Party, Scene
from mahdar.events.status import PERFORMED
from mahdar.events.triggers import Trigger
from mahdar.spans import Anchor
from mahdar.times import Moment

_REACH = 14
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_WHERE = frozenset({"في", "ب"})
_AFTER = frozenset({"بعد", "عقب", "اثر", "خلال", "اثناء"})


def when(scene: Scene, trigger: Trigger, moments: Sequence[Moment]) -> Moment | None:
    """The date or time nearest to a trigger, one behind it preferred, within its sentence."""
    at = scene.words[trigger.at].start
    best: tuple[int, Moment] | None = None
    granted = trigger.form.kind == "noun" and scene.form(trigger.at - 1).lstrip("وف") in _AFTER
    first = bisect_left(moments, at - _REACH * 6, key=lambda m: m.anchor.start)
    for moment in moments[first : first + 24]:
        if moment.type not in ("DATE", "TIME"):
            continue
        if _since(scene, moment):
            continue
        if granted and _behind_comma(scene, trigger, moment):
            continue
        gap = moment.anchor.start - at
        cost = gap if gap > 0 else -2 * gap
        if cost <= _REACH * 6 and (best is None or cost < best[0]):
            best = (cost, moment)
    return best[1] if best else None


def _behind_comma(scene: Scene, trigger: Trigger, moment: Moment) -> bool:
    """Whether a comma parts a moment from the circumstance before it: بعد اللقاء، قال إنه سيعود غدا."""
    last = bisect_left(scene.words, moment.anchor.start, scene.first, scene.last, key=lambda w: w.start)
    return any(scene.form(k) in COMMAS for k in range(trigger.at + 1, last))


def _since(scene: Scene, moment: Moment) -> bool:
    """Whether an expression only says since when (منذ ... في يناير) and so dates nothing else."""
    at = bisect_left(scene.words, moment.anchor.start, scene.first, scene.last, key=lambda w: w.start)
    return any(scene.form(k) == "منذ" for k in range(at - 8, at))


def where(scene: Scene, trigger: Trigger, taken: Sequence[Party]) -> Anchor | None:
    """The place behind a trigger that في governs and that is no party of it."""
    for party in scene.after(trigger.at, _REACH):
        if party.kind == "place" and party.governed in _WHERE and party not in taken:
            return party.anchor
    return None


def dated(event: Event, trigger: Trigger, scene: Scene, moments: Sequence[Moment], published: Published | None) -> Event:
    """The event, its status corrected by a date that lies ahead of the article or a season and more behind it."""
    moment = next((m for m in moments if m.anchor == event.when), None)
    if moment is None or published is None or moment.first is None or event.status not in ("happened", "ongoing"):
        return event
    there = event.status_rule in PRESUPPOSED and event.status_rule != "granted"
    if moment.first[:10] > published.last[: len(moment.first)] or _today(event, trigger, moment, published):
        return event if there or _of_saying(event, trigger) else replace(event, status="planned", status_rule="date")
    if trigger.form.kind == "imperfect":
        return event
    if _of_another(scene, trigger, moment):
        return event
    if _months(published.first) - _months(moment.last or moment.first) >= 2:
        return replace(event, status="past", status_rule="date")
    over = event.status_rule == "form" and (moment.last or moment.first)[:10] < published.first[:10]
    return replace(event, status_rule="date") if over and event.status == "happened" else event


def _of_another(scene: Scene, trigger: Trigger, moment: Moment) -> bool:
    """Whether a date without a preposition is that of another happening right before it: تنصلت من اتفاق فبراير."""
    last = bisect_left(scene.words, moment.anchor.start, scene.first, scene.last, key=lambda w: w.start)
    if any(scene.form(k) in PREPOSITIONS for k in (last - 1, last)):
        return False
    return any(f.kind == "noun" for k in range(max(trigger.at + 1, last - 4), last) for f in forms(scene.form(k)))


def _today(event: Event, trigger: Trigger, moment: Moment, published: Published) -> bool:
    """Whether a meeting that an imperfect tells falls on the day of the article: يقوم اليوم بزيارة."""
    told = trigger.form.kind == "imperfect" or (trigger.form.kind == "noun" and event.status == "ongoing")
    return told and event.type == "CONSULT" and moment.first is not None and moment.first[:10] == published.last[:10]


def _of_saying(event: Event, trigger: Trigger) -> bool:
    """Whether a date to come is that of what is said or of what was decided, not of the saying."""
    if trigger.form.kind == "perfect" or event.type in _SAID:
        return True
    return trigger.form.kind != "noun" and event.type in PERFORMED and event.type != "CONSULT"


def _months(day: str) -> int:
    """Months since the year nought of an ISO day, month or year (counted to its end); a large number for anything else."""
    year, _, rest = day.partition("-")
    if not year.isdigit():
        return 10**6
    month = rest[:2]
    return int(year) * 12 + (int(month) if month.isdigit() else 12)
