"""What an address may ask: its parameters with their bounds, each a named type that OpenAPI describes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import Path, Query
from msgspec import Struct
from pydantic import AfterValidator

from mahdar.store.cards import Page

SIZE = 50


def _calendar(value: str) -> str:
    if value:
        date.fromisoformat(value)
    return value


Number = Annotated[int, Query(alias="page", ge=1, le=1_000_000, description="The page of the list, from 1.")]
Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,120}$", description="The id as the lists give it.")]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$", description="A day, YYYY-MM-DD; empty for any."), AfterValidator(_calendar)]
Name = Annotated[str, Query(max_length=200, description="A name as the lists give it; empty for any.")]
Key = Annotated[str, Query(pattern=r"^[A-Za-z0-9_.: -]{0,120}$", description="An id or a key as the lists give it; empty for any.")]
Words = Annotated[str, Query(max_length=300, description="Words to look for, in any form.")]


class Ask(Struct, frozen=True):
    """A list that was asked for: `fetch` gives any of its pages, `number` is the one wanted."""

    fetch: Callable[[int], Page[Any]]
    number: int = 1

    def page(self) -> Page[Any]:
        """The page that was asked for."""
        return self.fetch(self.number)


class Choice(Struct, frozen=True):
    """One choice of a list of choices, in both languages where its words are ours."""

    value: str
    words: str
    en: str = ""


class Shown(Struct, frozen=True):
    """A page of a list as a template shows it: `near` are the numbers of the pages around it, `more` says there are more than `total`."""

    items: tuple[Any, ...]
    number: int
    total: int
    pages: int
    near: tuple[int, ...]
    more: bool = False


def shown_page(page: Page[Any]) -> Shown:
    """A page with the numbers of its neighbours: the first, the last, and two to each side."""
    near = sorted({1, page.pages, *range(max(1, page.number - 2), min(page.pages, page.number + 2) + 1)})
    return Shown(page.items, page.number, page.total, page.pages, tuple(near), page.more)
