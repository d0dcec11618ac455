"""The ground: anchors into a text, views of a text with a map back, folding, ids made from content, tables."""

from mahdar.spans.anchor import Anchor
from mahdar.spans.folding import fold, folded
from mahdar.spans.identity import content_id
from mahdar.spans.table import Row, table
from mahdar.spans.view import View

__all__ = ["Anchor", "Row", "View", "content_id", "fold", "folded", "table"]
