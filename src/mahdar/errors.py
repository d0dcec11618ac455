"""The errors of the house, one tree:

    MahdarError
    ├── InputError        what was given cannot be read: names the file, the row where there is one, and the reason
    ├── UsageError        the command's words are off
    ├── TableError        a shipped table is malformed
    ├── ModelError        the shipped model is missing or damaged
    └── StoreError        the database cannot be used: says why, and what to do next

Exceptions are for broken input. Ambiguity in a text is a value of a layer, never an exception.
"""

from __future__ import annotations

# What a terminal would obey instead of show: controls, marks that turn the order of a line; half characters, which it cannot show.
_ODD = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD)


class MahdarError(Exception):
    """The base of every error that Mahdar raises on purpose."""


class InputError(MahdarError):
    """Something given cannot be read.

    `file` is the name as the user gave it, `row` the id or line number of a row inside it, `reason` a short
    sentence that says what is wrong and, where there is something to do, what to do next. `used` says whether the
    article was read all the same, without what is wrong.
    """

    def __init__(self, file: str, reason: str, *, row: str | None = None, used: bool = False) -> None:
        self.file, self.row, self.reason, self.used = file, row, reason, used
        where = f"{file}, row {row}" if row is not None else file
        super().__init__(f"{where}: {reason}".translate(_ODD))


class UsageError(MahdarError):
    """The arguments of a command cannot be used."""


class TableError(MahdarError):
    """A table that ships with the package is malformed: names the table and the line."""


class ModelError(MahdarError):
    """The model that ships with the package is missing or damaged: names the file, and says what to do."""


class StoreError(MahdarError):
    """The database cannot be used as asked: locked, full, read-only, not ours, of a newer version, or without the thing asked for.

    `why` is the kind in one word, for programs; the sentence says what to do next.
    """

    def __init__(self, sentence: str, *, why: str = "unusable") -> None:
        self.why = why
        super().__init__(sentence)
