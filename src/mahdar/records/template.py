"""The templates of the page: everything they print is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mahdar.records.labels import counted, label


@cache
def _environment() -> Environment:
    loader = PackageLoader("mahdar.records", "page")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals["t"] = label
    environment.globals["counted"] = counted
    return environment


def fill(name: str, **values: object) -> Markup:
    """The template `name` filled in."""
    return Markup(_environment().get_template(name).render(**values))  # noqa: S704 - the template escapes what it prints
