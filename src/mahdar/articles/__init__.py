"""Capture -> Article: headline, dateline, outlet, date, body; what is set aside and why."""

from mahdar.articles.article import Article, Block, Published, Role, Source
from mahdar.articles.make import article

__all__ = ["Article", "Block", "Published", "Role", "Source", "article"]
