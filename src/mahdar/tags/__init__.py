"""Reading -> Tags: names, roles and events by a small model of our own, clitics and part of speech of each word."""

from mahdar.tags.labels import EntityKind
from mahdar.tags.read import tag
from mahdar.tags.tags import Entity, Part, Tag, Tags, segment

__all__ = ["Entity", "EntityKind", "Part", "Tag", "Tags", "segment", "tag"]
