"""Mentions of many articles -> Actor, by links that explain themselves and can be withdrawn."""

from mahdar.actors.actor import Actor, ActorKind, Link
from mahdar.actors.compare import Comparison, compare
from mahdar.actors.decisions import Decision, decided, decisions, standing, withdrawn, written
from mahdar.actors.knowledge import Entity, added, imported, knowledge_base, saved
from mahdar.actors.owners import Owners
from mahdar.actors.register import Memory, Register
from mahdar.actors.resolve import actors
from mahdar.actors.roling import Moved
from mahdar.actors.run import Run

__all__ = [
    "Actor",
    "ActorKind",
    "Comparison",
    "Decision",
    "Entity",
    "Link",
    "Memory",
    "Moved",
    "Owners",
    "Register",
    "Run",
    "actors",
    "added",
    "compare",
    "decided",
    "decisions",
    "imported",
    "knowledge_base",
    "saved",
    "standing",
    "withdrawn",
    "written",
]
