"""Writes the reference from the code: `python docs/reference/make.py`. A test fails where a page is out of date."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import typer

from mahdar.cli.main import app
from mahdar.records import record as lines
from mahdar.records.record import Record
from mahdar.scale.columns import schema
from mahdar.spans import table

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "mahdar"
HEAD = "<!-- Made by make.py from the code; edit the code instead. -->\n"


def pages() -> dict[str, str]:
    """Every page of the reference by its file name."""
    return {
        "README.md": _index(),
        "commands.md": _commands(),
        "record.md": _record(),
        "archive.md": _archive(),
        "tables.md": _tables(),
        "rooms.md": _rooms(),
    }


def _index() -> str:
    return (
        f"{HEAD}# Reference\n\n"
        "| page | what it lists |\n|---|---|\n"
        "| [commands](commands.md) | every command with its arguments |\n"
        "| [record](record.md) | the shape of `record.json` |\n"
        "| [archive](archive.md) | the Parquet tables of `mahdar batch`, column by column |\n"
        "| [tables](tables.md) | the tables that the rules read: where the Arabic is |\n"
        "| [rooms](rooms.md) | the Python library, room by room |\n"
    )


def _commands() -> str:
    return f"{HEAD}# Commands\n\n" + "\n".join(_command(typer.main.get_command(app), "mahdar"))


def _command(command: Any, name: str) -> Iterator[str]:
    context = command.make_context(name, [], resilient_parsing=True)
    text = inspect.cleandoc(command.help or "")
    yield f"## {name}\n\n{text}\n"
    rows = [record for p in command.get_params(context) if (record := p.get_help_record(context)) and p.name != "help"]
    if rows:
        yield "| argument | meaning |\n|---|---|"
        yield from (f"| `{a}` | {b} |".replace("\n", " ") for a, b in ((a.replace("|", "\\|"), b.replace("|", "\\|")) for a, b in rows))
        yield ""
    for key in sorted(getattr(command, "commands", {})):
        yield from _command(command.commands[key], f"{name} {key}")


def _record() -> str:
    parts = [
        f"{HEAD}# The record\n",
        "`record.json` is one object of lists. Offsets are Unicode code points of the article's `text`, half open. A field with a "
        "question mark is left out where there is nothing to say.\n",
    ]
    named = {f.name: str(f.type) for f in msgspec.structs.fields(Record)}
    for shape in vars(lines).values():
        if inspect.isclass(shape) and issubclass(shape, msgspec.Struct) and shape.__module__ == lines.__name__:
            held = next((f"`{key}[]`" for key, kind in named.items() if f".{shape.__name__}," in kind), "")
            parts.append(f"## {shape.__name__} {held}".rstrip() + f"\n\n{inspect.getdoc(shape)}\n\n| field | type |\n|---|---|")
            parts += [f"| `{f.encode_name}`{'' if f.required else '?'} | {_type(f.type)} |" for f in msgspec.structs.fields(shape)]
            parts.append("")
    return "\n".join(parts)


def _type(kind: object) -> str:
    text = kind.__name__ if inspect.isclass(kind) else str(kind)
    return "`" + re.sub(r"[\w.]+\.(\w+)", r"\1", text).replace("|", "\\|").replace(" \\| None", "") + "`"


def _archive() -> str:
    parts = [
        f"{HEAD}# The tables of an archive\n",
        "What `mahdar batch` writes: a Parquet file a table, DIR/articles.parquet and so on ([how it runs](../archive.md)). Offsets are "
        "code points of the article's `text`, half open. A cell is null where there is nothing to say, a list then is empty. `prints` "
        "stands in `DIR/parts` alone; copies are found from it.\n",
    ]
    given = table("mahdar.scale", "columns.tsv")
    for name in dict.fromkeys(row["table"] for row in given):
        parts.append(f"## {name}\n\n| column | type | meaning |\n|---|---|---|")
        for column in schema(name):
            meaning = next(row["meaning"] for row in given if (row["table"], row["column"]) == (name, column.name))
            parts.append(f"| `{column.name}` | `{column.type}` | {meaning} |")
        parts.append("")
    return "\n".join(parts)


def _tables() -> str:
    parts = [f"{HEAD}# Tables\n\n| table | rows | what it holds |\n|---|---|---|"]
    for path in sorted(PACKAGE.rglob("*.tsv")):
        written = path.read_text("utf-8").splitlines()
        about = " ".join(line.lstrip("# ").strip() for line in written if line.startswith("#")).replace("|", "\\|")
        rows = sum(1 for line in written if line.strip() and not line.startswith("#")) - 1
        parts.append(f"| `{path.relative_to(PACKAGE)}` | {rows} | {about} |")
    return "\n".join(parts) + "\n"


def _rooms() -> str:
    import importlib

    parts = [f"{HEAD}# The library\n"]
    for room in sorted(p.parent.name for p in PACKAGE.glob("*/__init__.py")):
        module = importlib.import_module(f"mahdar.{room}")
        parts.append(f"## mahdar.{room}\n\n{module.__doc__}\n")
        for name in getattr(module, "__all__", []):
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                shape = re.sub(r" at 0x[0-9a-f]+", "", str(inspect.signature(thing)))  # a default's address differs from run to run
                parts.append(f"### {name}{shape}\n\n{inspect.getdoc(thing)}\n".replace("mahdar.", ""))
            elif inspect.isclass(thing):
                parts.append(f"### {name}\n\n{inspect.getdoc(thing)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    for file, page in pages().items():
        (HERE / file).write_text(page, "utf-8")
