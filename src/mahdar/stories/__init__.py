"""A stream of articles -> Story: events within storylines, with ids that stay while they grow."""

from mahdar.stories.company import company
from mahdar.stories.group import group
from mahdar.stories.policy import Policy, policy
from mahdar.stories.sketch import Given, Sketch, hours, sketch, sketches
from mahdar.stories.story import Placed, StoryChange
from mahdar.stories.stream import Stream

__all__ = ["Given", "Placed", "Policy", "Sketch", "StoryChange", "Stream", "company", "group", "hours", "policy", "sketch", "sketches"]
