"""Ids as the database keeps them: in half the room that their letters would take."""

from __future__ import annotations

import re

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.types import TypeDecorator, TypeEngine

_DIGITS = re.compile("[0-9a-f]{14}")


class Id(TypeDecorator[str]):
    """An id of one kind, `content_id`, as the number that its hexadecimal digits are; what is no such id equals nothing."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        """SQLite takes a key for the number of its row where its type is called so."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """The number of an id."""
        if value is None:
            return None
        digits = value[3:]
        return int(digits, 16) if value.startswith(self.kind) and _DIGITS.fullmatch(digits) else -1

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        """The id of a number."""
        return None if value is None else f"{self.kind}{value:014x}"
