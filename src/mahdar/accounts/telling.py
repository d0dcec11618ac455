"""A clause of one article as a telling of something: what it is compared by."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mahdar.spans import Anchor


class Amount(Struct, frozen=True, gc=False):
    """A number with what it counts.

    `low` and `high` bound it: أكثر من ثلاثين gives 30 and infinity. `of` are the stems nearby, which tell of two ages
    in one sentence whose they are. `grain` is how coarse it is, 0 where exact; `noun` the stem of what is counted, empty
    where the noun says no more than that people are (شخصا, قتلى); `slot` what the number fills (killed, hurt, held, age),
    `owner` whose age it is, `narrowed` what the words around say of its scope.
    """

    anchor: Anchor
    low: float
    high: float
    unit: str
    of: frozenset[str] = frozenset()
    grain: float = 0.0
    noun: str = ""
    slot: str = ""
    owner: str = ""
    narrowed: frozenset[str] = frozenset()


class Dated(Struct, frozen=True, gc=False):
    """A stretch of the calendar that a clause names, as ISO days; `absolute` where no other date was needed to tell."""

    anchor: Anchor
    first: str
    last: str
    absolute: bool


class Named(Struct, frozen=True, gc=False):
    """A name in a clause: its kind and its folded words."""

    anchor: Anchor
    kind: str
    words: tuple[str, ...]


class Filled(Struct, frozen=True, gc=False):
    """A slot of a clause with the value that fills it: the name of a kin or of the holder of an office, or how a matter ended."""

    anchor: Anchor
    slot: str
    value: str


class Telling(Struct, frozen=True, eq=False, gc=False):
    """One clause, made once and then itself what it is told apart by.

    `keys` are what it is matched by: stems, synonym classes, names, numbers; `named` those of them that are in a name.
    `worded` gives for each synonym class of it the stems it is said with and where, `signs` the words that deny or say how much
    of a thing is meant, by what they do. `source` names who is made to say it, empty where the outlet says it itself.
    """

    anchor: Anchor
    keys: frozenset[str]
    named: frozenset[str]
    worded: Mapping[str, Mapping[str, Anchor]]
    source: str
    speaker: Anchor | None
    amounts: tuple[Amount, ...]
    dates: tuple[Dated, ...]
    names: tuple[Named, ...]
    denied: bool
    scope: frozenset[str]
    claims: tuple[str, ...]
    filled: tuple[Filled, ...] = ()
    signs: tuple[Filled, ...] = ()

    @property
    def article(self) -> str:
        """The article that tells it."""
        return self.anchor.article

    @property
    def said(self) -> frozenset[str]:
        """What it says beside names."""
        return self.keys - self.named

    @property
    def words(self) -> frozenset[str]:
        """What it says beside names and numbers."""
        return frozenset(key for key in self.said if not key.startswith("#"))
