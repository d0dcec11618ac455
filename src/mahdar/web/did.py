"""The details of the audit, which are written in English -> the same in both languages, where they say more than names."""

from __future__ import annotations

import re

from mahdar.records.labels import Label, counted
from mahdar.web.language import label

_COUNT = re.compile(r"(\d+) (article|entit)(?:s|ies|y)?")
_DECISION = re.compile(r"decision (\d+)")
_RULED = re.compile(r"(same|different): (.+?)(?: \(\))?")
_ROLE = re.compile(r"(.+) is (reader|editor|removed)")
_FROM = re.compile(r"from (\S+)")


def did(what: str, detail: str) -> Label:
    """What an audit line tells, in both languages; anything else stands as it was written.

    >>> did("add", "200 articles").ar, did("undo", "decision 3").en
    ('200 مقال', 'decision 3')
    """
    if found := _COUNT.fullmatch(detail):
        return counted(int(found[1]), "article" if found[2] == "article" else "entity")
    if what == "undo" and (found := _DECISION.fullmatch(detail)):
        return _with("detail.decision", found[1])
    if what == "decide" and (found := _RULED.fullmatch(detail)):
        return _with(f"ruling.{found[1]}", found[2])
    if what == "user" and (found := _ROLE.fullmatch(detail)):
        return _with(f"role.{found[2]}", found[1])
    if what == "sign in" and (found := _FROM.fullmatch(detail)):
        return _with("detail.from", found[1])
    return Label(detail, detail)


def _with(key: str, words: str) -> Label:
    of = label(key)
    return Label(f"{of.ar}: \N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}", f"{of.en}: {words}")
