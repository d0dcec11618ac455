"""The habits of the house, held by tests: sizes, names, exports, docstrings, rooms."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "mahdar"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists())


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_stays_small_enough_to_read_in_one_go(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_function_fits_on_a_screen_and_takes_few_parameters(path: Path) -> None:
    for function in _functions(path):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= 60, f"{function.name} has {length} lines"
        positional = [a for a in function.args.args if a.arg not in {"self", "cls"}]
        assert len(positional) <= 6 or function.decorator_list, f"{function.name} takes {len(positional)} parameters"


def test_every_room_has_a_name_of_its_own() -> None:
    nameless = [p for p in PACKAGE.rglob("*") if re.fullmatch(r"(utils?|helpers?|common|misc|manager|base)(\.py)?", p.name)]
    assert nameless == []


def test_the_import_contract_names_every_room() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    named = {room.strip() for layer in contract["layers"] for room in layer.split("|")}
    assert set(ROOMS) <= named
    assert contract["exhaustive"] is True


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_exports_a_sorted_list_of_documented_things(room: str) -> None:
    module = importlib.import_module(f"mahdar.{room}")
    assert module.__doc__, f"{room} does not say what flows out of it"
    exported = getattr(module, "__all__", [])
    assert exported == sorted(exported)
    for name in exported:
        thing = getattr(module, name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert inspect.getdoc(thing), f"{room}.{name} has no docstring"


def test_rules_keep_their_arabic_in_tables_not_in_long_lists_of_code() -> None:
    """A line of code may hold a few Arabic words, as a regex or an example; more than eight belong into a table."""
    crowded = []
    for path in MODULES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.lstrip().startswith(("#", '"""', ">>>")) and len(re.findall(r"[\u0621-\u064a]{3,}", line)) > 12:
                crowded.append(f"{_name(path)}:{number}")
    assert crowded == []


def test_only_its_own_room_touches_a_library_that_belongs_to_it() -> None:
    owners = {
        "trafilatura": {"articles"},
        "justext": {"articles"},
        "lxml": {"articles", "captures", "feeds"},
        "httpx": {"feeds"},
        "httpcore": {"feeds"},
        "protego": {"feeds"},
        "fastwarc": {"captures"},
        "hijridate": {"times"},
        "typer": {"cli"},
        "rich": {"cli"},
        "jinja2": {"records", "web"},
        "onnxruntime": {"tags"},
        "daft": {"scale"},
        "ray": {"scale"},
        "sqlalchemy": {"store"},
        "alembic": {"store"},
        "psycopg": {"store"},
        "pyarrow": {"captures", "exports", "scale"},
    }
    strays = []
    for path in MODULES:
        room = path.relative_to(PACKAGE).parts[0]
        for library in re.findall(r"^\s*(?:import|from)\s+(\w+)", path.read_text("utf-8"), re.MULTILINE):
            if library in owners and room not in owners[library]:
                strays.append(f"{_name(path)} imports {library}")
    assert strays == []


def test_every_shipped_table_reads() -> None:
    from mahdar.spans import table

    for path in PACKAGE.rglob("*.tsv"):
        package = ".".join(["mahdar", *path.relative_to(PACKAGE).parts[:-1]])
        assert table(package, path.name), f"{_name(path)} is empty"


def test_the_project_speaks_of_itself_alone() -> None:
    """No absolute path of a machine in the sources or the pages."""
    strays = []
    for path in [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        if re.search(r"(?<![\w.])/(?:work|root|home|tmp)/", path.read_text("utf-8")):
            strays.append(_name(path))
    assert strays == []
