"""Tables that ship with the rooms: tab-separated, one form a row, `#` for a comment line, a header row first."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from mahdar.errors import TableError

Row = dict[str, str]


@cache
def table(package: str, name: str) -> tuple[Row, ...]:
    """The rows of `name` in `package`, each as column name to value; missing trailing cells are empty.

    Raises TableError naming the line when a row has more cells than the header.
    """
    lines = files(package).joinpath(name).read_text("utf-8").splitlines()
    rows: list[Row] = []
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{package}/{name}, line {number}: {len(cells)} cells for {len(header)} columns")
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)
