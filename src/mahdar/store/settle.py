"""What many articles share: dates from the run, stories, copies, actors; a pure function of what was kept of each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.actors import Actor, Decision, Entity
from mahdar.copies import Print, copies, origins
from mahdar.pipeline import Layers, print_of
from mahdar.pipeline.order import shared
from mahdar.pipeline.storied import storied
from mahdar.store.intake import redated
from mahdar.times import dated_by_run


class Settled(Struct, frozen=True):
    """What was found across articles, by article id: its layers with its date, its origin, its story; and the actors."""

    layers: dict[str, Layers]
    origins: dict[str, str]
    told_in: dict[str, str]
    people: tuple[Actor, ...]


def settled(
    layers: Mapping[str, Layers],
    undated: frozenset[str],
    *,
    decisions: Sequence[Decision] = (),
    knowledge: Sequence[Entity] = (),
    tagger: bool = True,
) -> Settled:
    """Everything that articles share, worked out from all of them; `undated` do not tell their own dates."""
    dated = placed(layers, undated, tagger=tagger)
    ordered = [dated[name] for name in sorted(dated)]
    people = shared(ordered, decisions, knowledge)
    prints: list[Print] = [print_of(one.article) for one in ordered]
    told_in = storied([one.article for one in ordered], [m for one in ordered for m in one.mentions], people)
    return Settled(dated, origins(prints, copies(prints)), told_in, people)


def placed(layers: Mapping[str, Layers], undated: frozenset[str], *, tagger: bool = True) -> dict[str, Layers]:
    """The layers by article id, those that do not tell their dates placed by the others."""
    if not undated & layers.keys():
        return dict(layers)
    ordered = [layers[n] for n in sorted(layers)]
    given = [replace(one.article, published=None) if one.article.id in undated else one.article for one in ordered]
    days = dated_by_run(given, [one.reading for one in ordered])
    return {one.article.id: redated(one, day, tagger=tagger) for one, day in zip(ordered, days, strict=True)}
