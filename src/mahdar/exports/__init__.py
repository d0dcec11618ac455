"""Record -> the formats of the field: CSV, JSON Lines, Parquet, JSON-LD, PLOVER, FollowTheMoney, ninjs, RSS, Markdown."""

from mahdar.exports.formats import FORMATS, Format, export, zipped
from mahdar.exports.joined import joined
from mahdar.exports.options import Options
from mahdar.exports.parties import Codes, codes
from mahdar.exports.person import of_actor
from mahdar.exports.rss import Item, feed

__all__ = ["Codes", "FORMATS", "Format", "Item", "Options", "codes", "export", "feed", "joined", "of_actor", "zipped"]  # noqa: RUF022 - in the order of the alphabet
