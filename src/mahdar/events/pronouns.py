"""A possessive suffix -> whom it means: the subject of the nearest clause that fits, by kind and gender."""

from __future__ import annotations

from mahdar.events.agreement import gender
from mahdar.events.grammar import back_joined, salient
from mahdar.events.scene import Party, Scene

_KINDS = {"ه": ("person", "role"), "ها": ("state", "organisation", "person"), "هم": ("group", "organisation")}


def owner(scene: Scene, i: int, suffix: str, carried: tuple[Party, ...]) -> tuple[Party, ...]:
    """Whom the possessive suffix of the noun at `i` means: a person for ه, a state or body for ها, free before governed."""
    wanted = _KINDS.get(suffix, ())
    known = [_body(scene, p) if suffix == "ها" else p for p in scene.before(i) if p.kind not in ("nation", "place")]
    beside = known[0] if known and known[0].last == i and scene.form(i).startswith("و") else None
    if beside is not None and (beside.kind in wanted or (suffix == "هم" and beside.joined)):
        return back_joined(scene, beside)  # سياسات إيران وتدخلها
    for governed in (False, True):
        for p in known if governed else salient(scene, i, known):
            if p.kind in wanted and (p.governed not in ("", "of")) == governed:
                return (p,)
    if carried and carried[0].kind in wanted:
        return carried[:1]
    return tuple(known[:1]) or carried[:1]


def _body(scene: Scene, party: Party) -> Party:
    """A common noun of feminine ending as the body that it names: الحكومة .. تقبلها."""
    return party._replace(kind="organisation") if party.kind == "group" and gender(scene.form(party.first), party) == "f" else party
