"""Mentions of many articles -> Actor, by links that explain themselves and can be withdrawn."""

from mahdar.actors.actor import Actor, ActorKind, Link
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.decisions import Decision, decided, decisions, withdrawn, written
from mahdar.actors.owners import Owners
from mahdar.actors.resolve import actors

__all__ = [
    "Actor",
    "ActorKind",
    "Comparison",
    "Decision",
    "Link",
    "Owners",
    "actors",
    "compare",
    "decided",
    "decisions",
    "withdrawn",
    "written",
]
