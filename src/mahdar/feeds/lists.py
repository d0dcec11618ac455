"""A file of feeds -> subscriptions: OPML, or a plain list of addresses."""

from __future__ import annotations

from pathlib import Path

from mahdar.errors import InputError
from mahdar.feeds.addresses import web_address
from mahdar.feeds.entry import Subscription
from mahdar.feeds.trees import local, tree

_LIMIT = 8 << 20  # bytes
_MOST = 20_000  # feeds


def subscriptions(file: Path, *, allow_private: bool = False) -> tuple[list[Subscription], list[InputError]]:
    """The feeds of a file, each once and in its order, and an error for each line that names none.

    A plain list has an address a line; what follows it after a space is the outlet's name, and what follows a `#` at
    the head of a line or after a space is a remark. Raises InputError where the file itself cannot be read.
    """
    data = _bytes(file)
    rows = _outlines(data, file.name) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(data, file.name)
    found: dict[str, Subscription] = {}
    wrong: list[InputError] = []
    for where, one in rows[:_MOST]:
        try:
            url = str(web_address(one.url, allow_private=allow_private))
        except InputError as error:
            wrong.append(InputError(file.name, f"{error.file}: {error.reason}", row=where))
            continue
        found.setdefault(url, Subscription(url, one.outlet, one.label))
    if rows[_MOST:]:
        wrong.append(InputError(file.name, f"holds over {_MOST:,} feeds; the rest are left out, split the list"))
    return list(found.values()), wrong


def _bytes(file: Path) -> bytes:
    try:
        if not file.is_file():
            raise InputError(file.name, "no file with a list of feeds; give an OPML file or a text file with an address a line")
        with file.open("rb") as stream:
            data = stream.read(_LIMIT + 1)
    except OSError as error:
        raise InputError(file.name, f"cannot be opened ({error.strerror or error})") from None
    if len(data) > _LIMIT:
        raise InputError(file.name, f"longer than {_LIMIT >> 20} MB, so no list of feeds")
    return data


def _lines(data: bytes, name: str) -> list[tuple[str, Subscription]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(name, "not in UTF-8; save the list of feeds again in UTF-8") from None
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        url, _, rest = " ".join(line.split()).partition(" ")
        if url and not url.startswith("#"):
            outlet = f" {rest}".partition(" #")[0].strip()
            found.append((str(number), Subscription(url, outlet or None)))
    return found


def _outlines(data: bytes, name: str) -> list[tuple[str, Subscription]]:
    root = tree(data, name)
    if local(root) != "opml":
        raise InputError(name, f"no OPML (it opens with <{local(root)[:40]}>); export your feeds as OPML, or write an address a line")
    found = []
    for number, outline in enumerate((e for e in root.iter() if local(e) == "outline"), 1):
        given = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        if given.get("xmlurl"):
            label = " ".join((given.get("title") or given.get("text") or "").split())[:200]
            found.append((str(number), Subscription(given["xmlurl"], None, label or None)))
    return found
