"""Sentences, names, times -> Event: who did, does or may do what to whom, after PLOVER, from verbs and from nouns."""

from mahdar.events.domain import political
from mahdar.events.event import Event, EventType, Status
from mahdar.events.read import events
from mahdar.events.scene import nation_of

__all__ = ["Event", "EventType", "Status", "events", "nation_of", "political"]
