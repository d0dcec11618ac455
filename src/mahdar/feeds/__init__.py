"""Lists of feeds -> the pages that they announce, politely fetched, as captures."""

from mahdar.feeds.addresses import web_address
from mahdar.feeds.entry import Entry, Feed, Subscription
from mahdar.feeds.fetch import Answer, Fetcher, Limits
from mahdar.feeds.lists import subscriptions
from mahdar.feeds.memory import InMemory, Memory
from mahdar.feeds.parse import parse
from mahdar.feeds.rounds import rounds
from mahdar.feeds.state import FeedState, PageState
from mahdar.feeds.visit import Found, Pace, Visit, visit

__all__ = [
    "Answer",
    "Entry",
    "Feed",
    "FeedState",
    "Fetcher",
    "Found",
    "InMemory",
    "Limits",
    "Memory",
    "Pace",
    "PageState",
    "Subscription",
    "Visit",
    "parse",
    "rounds",
    "subscriptions",
    "visit",
    "web_address",
]
