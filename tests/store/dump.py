"""Everything that a database derives, as plain values that can be compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from mahdar.store import Store, schema
from mahdar.store.packing import released

#: Numbers of documents are given as they come; when something was read or moved is no part of what is derived.
_ASIDE = {"documents": {"n"}}


def dumped(store: Store) -> dict[str, list[Any]]:
    """The rows of every derived table, in an order of their own, packed columns unpacked."""
    found: dict[str, list[Any]] = {}
    with store._engine.connect() as connection:
        for name in sorted(schema.DERIVED):
            table = schema.metadata.tables[name]
            columns = [c for c in table.c if c.name not in _ASIDE.get(name, ())]
            rows = [tuple(released(v) if isinstance(v, bytes) else v for v in row) for row in connection.execute(select(*columns))]
            found[name] = sorted(rows, key=repr)
    return found


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, tuple[list[Any], list[Any]]]:
    """By table the rows that only one of two dumps holds."""
    return {
        name: ([r for r in one[name] if r not in other[name]][:3], [r for r in other[name] if r not in one[name]][:3])
        for name in one
        if one[name] != other[name]
    }
