"""What a search is narrowed to: one value, from the address of a page to the database."""

from __future__ import annotations

from msgspec import Struct


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for and where; empty is no limit.

    `kind` is one of articles, quotations, claims, events; `actor` and `story` are ids, `since` and `until` days (2021-06-16).
    """

    kind: str = "articles"
    outlet: str = ""
    actor: str = ""
    issue: str = ""
    since: str = ""
    until: str = ""
    story: str = ""

    @property
    def limits(self) -> dict[str, str]:
        """The limits that are set, by name; the kind is none."""
        return {name: value for name in self.__struct_fields__ if name != "kind" and (value := getattr(self, name))}
