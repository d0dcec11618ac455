"""One database: captures as received and everything read in them; the only SQL of the house."""

from mahdar.store.cards import (
    ActorCard,
    Added,
    ArticleCard,
    AuditLine,
    Compared,
    Count,
    Facets,
    Feed,
    Hit,
    LinkCard,
    Named,
    OutletCard,
    Page,
    Passage,
    Ruled,
    Said,
    StoryCard,
    StoryStep,
    Token,
    User,
    Version,
    Visit,
)  # fmt: skip
from mahdar.store.desk import Desk
from mahdar.store.store import Store
from mahdar.store.view import View
from mahdar.store.visits import Visits
from mahdar.store.wanted import Wanted
from mahdar.store.writer import Writer

__all__ = [
    "ActorCard", "Added", "ArticleCard", "AuditLine", "Compared", "Count", "Desk", "Facets", "Feed", "Hit", "LinkCard", "Named",
    "OutletCard", "Page", "Passage", "Ruled", "Said", "Store", "StoryCard", "StoryStep", "Token", "User", "Version", "View", "Visit",
    "Visits", "Wanted", "Writer"
]  # fmt: skip
