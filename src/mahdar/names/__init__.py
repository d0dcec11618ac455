"""Sentences -> Mention: people, organisations, places, roles, events."""

from mahdar.names.mention import Mention, MentionKind
from mahdar.names.read import mentions

__all__ = ["Mention", "MentionKind", "mentions"]
