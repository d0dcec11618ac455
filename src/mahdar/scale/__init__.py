"""Archives -> tables: the same reading as everywhere, in parts, on one machine or on a cluster."""

from mahdar.scale.batch import Progress, Summary, batch
from mahdar.scale.engine import Engine

__all__ = ["Engine", "Progress", "Summary", "batch"]
