"""Pages of a workspace for the browser: stories, people, outlets, articles, search, merges."""

from mahdar.web.app import Options, application
from mahdar.web.guard import Limits
from mahdar.web.server import listening, server

__all__ = ["Limits", "Options", "application", "listening", "server"]
