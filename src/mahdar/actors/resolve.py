"""Mentions of many articles -> Actor."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.actors.actor import Actor
from mahdar.names import Mention
from mahdar.sentences import Reading


def actors(articles: Sequence[tuple[Reading, Sequence[Mention]]]) -> tuple[Actor, ...]:
    """The actors that the mentions of these articles name."""
    return ()
