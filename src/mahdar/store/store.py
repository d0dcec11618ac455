"""The database as a whole: opened by path or address, read through `view`, changed through `writer`."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from mahdar.store.desk import Desk
from mahdar.store.opening import engine_of, named
from mahdar.store.view import View
from mahdar.store.visits import Visits
from mahdar.store.writer import Writer

if TYPE_CHECKING:
    from mahdar.store.watched import Watched


class Store:
    """One database of captures and of what was read in them; a SQLite file or a PostgreSQL address.

    `view` reads and may be used by many threads, `desk` holds users, tokens and feeds, `visits` who is
    signed in, `watched` what is known of feeds and their pages, `writer()` gives a writer for one thread.
    """

    def __init__(self, where: str | Path, *, create: bool = True) -> None:
        """Opens the database, and makes it where it is not there. Raises StoreError where it cannot be used."""
        self.name = named(where)
        self._engine = engine_of(where, create=create)
        self.view = View(self._engine, self.name)
        self.desk = Desk(self._engine, self.name)
        self.visits = Visits(self._engine, self.name)

    def writer(self, *, tagger: bool = True) -> Writer:
        """A writer; without the `tagger` the rules alone find names."""
        return Writer(self._engine, self.name, tagger=tagger)

    @property
    def watched(self) -> Watched:
        """What is known of watched feeds and their pages."""
        from mahdar.store.watched import Watched  # with it come the libraries of the web, which only a watch needs

        return Watched(self._engine, self.name)

    def close(self) -> None:
        """Gives back every connection."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
