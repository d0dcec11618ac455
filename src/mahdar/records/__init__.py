"""Record: who said what, when, who is who, and from which words; its renderers."""

from mahdar.records.compose import compose
from mahdar.records.html import to_html
from mahdar.records.json import to_json
from mahdar.records.record import Record

__all__ = ["Record", "compose", "to_html", "to_json"]
