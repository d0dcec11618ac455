"""Record: who said what, when, who is who, and from which words; its renderers."""

from mahdar.records.compose import compose
from mahdar.records.html import pages, to_html
from mahdar.records.json import to_json
from mahdar.records.record import Record
from mahdar.records.story import only

__all__ = ["Record", "compose", "only", "pages", "to_html", "to_json"]
