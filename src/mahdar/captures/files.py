"""Folders -> the files in them that are files of this folder, under names that can be shown anywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from mahdar.errors import InputError

_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def shown(name: str) -> str:
    """A name with U+FFFD for what a terminal, a table or UTF-8 cannot carry: controls, half characters, marks that turn the line."""
    return _ODD.sub("\ufffd", name)


def not_a_file(file: Path) -> str | None:
    """What to say of a path that is no regular file: a device or a pipe may have no end, so it is never opened."""
    try:
        if file.is_file():
            return None
        if file.is_symlink() and not file.exists():
            return "a link that leads nowhere or in a ring"
        return "neither a file nor a folder but a device, a pipe or a socket; save what it holds in a file" if file.exists() else None
    except OSError as error:
        return f"cannot be opened ({error.strerror or error})"


def walked(folder: Path) -> Iterator[tuple[Path, tuple[str, ...]] | InputError]:
    """Every regular file under a folder with the parts of its name there, in the order of names; an InputError for what cannot be entered.

    Links to folders are not followed, so that there is no ring; a link to a file is, where that file lies under the
    folder too. However deep the folders are, nothing recurses.
    """
    root = os.path.realpath(folder)
    waiting: list[tuple[str, tuple[str, ...]]] = [(os.fspath(folder), ())]
    found: list[tuple[Path, tuple[str, ...]]] = []
    wrong: list[InputError] = []
    while waiting:
        path, parts = waiting.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    name = (*parts, entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, name))
                    elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and _inside(entry, root)):
                        found.append((Path(entry.path), name))
        except OSError as error:
            wrong.append(InputError(shown("/".join(parts) or folder.name), f"cannot be opened ({error.strerror or error})"))
    yield from sorted(wrong, key=lambda error: error.file)
    yield from sorted(found, key=lambda pair: pair[1])


def _inside(entry: os.DirEntry[str], root: str) -> bool:
    """Whether a link leads to a regular file under the folder."""
    try:
        return entry.is_file() and Path(os.path.realpath(entry.path)).is_relative_to(root)
    except (OSError, ValueError):
        return False
