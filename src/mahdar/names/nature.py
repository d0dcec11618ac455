"""What a word can be in a name, from its form alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from mahdar.names.lexicon import lexicon

Nature = Literal[
    "given", "caution", "link", "tail", "ordinal", "nation", "article-name", "article-word", "unknown", "word", "closed", "none"
]

_BEFORE = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وال",
    "بال",
    "فال",
    "كال",
    "لل",
    "ولل",
    "سي",
    "ست",
    "سن",
    "ي",
    "ت",
    "ن",
    "وي",
    "وت",
    "وب",
    "ول",
)
_ENDINGS = ("", "ه", "ها", "هم", "هما", "نا", "ينا", "ي", "ات", "ان", "ين", "ون", "ا", "وا", "يه", "ت", "ته", "تها")
_FRONTS = frozenset(_BEFORE)
_LONGEST_FRONT = max(map(len, _BEFORE))
_ENDS = frozenset(_ENDINGS)
_LONGEST_END = max(map(len, _ENDINGS))
_AFTER_PREPOSITION = frozenset({"ب", "ل", "ك", "بال", "كال", "لل", "ولل", "وب", "ول"})
_NOMINATIVE = frozenset({"ون", "ان", "وا"})  # endings that no preposition leaves: كاميرون is no ك with princes
_PRESENT = frozenset({"ي", "ت", "ن", "سي", "ست", "سن"})  # a verb in the present is known by its past: يجتمع by اجتمع
_UNLIKE = ("ات", "تها", "ته", "هما", "يه", "وا", "هم", "ها", "كم")


_EIGHTH = re.compile("ا[^سن]ت[^اوي].")  # the shape of اعتزل, اقترح
_MASDAR = re.compile("ت[^اوي][^اوي]ي.|ت[^اوي]ا[^او].|ان[^اوي].ا.|است[^وي].ا.|ا[^اوي]ت[^اوي]ا.")  # of تنديد, تزايد, انخفاض, استمرار, ارتفاع
_TOGETHER = re.compile("[وف]?س?يت.{2,}[او]ن")  # of يتصافحان, يتبادلون: what two or more do


@lru_cache(maxsize=65536)
def nature(form: str) -> Nature:
    """What a folded word can be; `given` and `caution` win over everything but the closed words."""
    tables = lexicon()
    if not form or len(form) < 2:
        return "none"
    if form in tables.honorifics:
        return "closed"
    if form in tables.links:
        return "link"
    if form in tables.given:
        return "given" if tables.given[form] else "caution"
    if form in tables.tails:
        return "tail"
    if form in tables.ordinals:
        return "ordinal"
    if form in tables.nations:
        return "nation"
    if form in tables.closed:
        return "closed"
    if form.startswith("ال") and len(form) > 4:
        return "article-word" if ordinary(form) or form.endswith(("يه", "ات", "ون")) else "article-name"
    return "word" if ordinary(form) or _unlike(form) or _TOGETHER.fullmatch(form) else "unknown"


@lru_cache(maxsize=65536)
def ordinary(form: str) -> bool:
    """Whether a word is a common one, or one with clitics, prefixes of person or endings."""
    tables = lexicon()
    if form in tables.common or form in tables.closed:
        return True
    size = len(form)
    fronts = [at for at in range(min(_LONGEST_FRONT, size - 2) + 1) if form[:at] in _FRONTS]
    ends = [at for at in range(min(_LONGEST_END, size - 2) + 1) if form[size - at :] in _ENDS]
    return any(_stem(form, front, end) for front in fronts for end in ends if size - front - end > 1)


def _stem(form: str, front: int, end: int) -> bool:
    """Whether a common word is left of a form without its first `front` and its last `end` letters."""
    tables = lexicon()
    before, stem = form[:front], form[front : len(form) - end]
    if end and before in _AFTER_PREPOSITION and form[-end:] in _NOMINATIVE:
        return False
    if front and (not end or len(stem) > 3) and (stem in tables.closed or stem in tables.honorifics):
        return True
    if len(stem) > 2 and before in _PRESENT and ("ا" + stem in tables.common or "ي" + stem in tables.common):
        return True
    return len(stem) >= (4 if front == 1 and not end else 3) and stem in tables.common


def _unlike(form: str) -> bool:
    """Whether the shape is one that names hardly have: و before a known name or the article, plural and pronoun endings."""
    tables = lexicon()
    if form[0] in "وف" and any(form[1:] in one for one in (tables.given, tables.roles, tables.heads, tables.links)):
        return True
    if form[0] in "وفبك" and form[1:3] == "ال" and len(form) > 5 and (form[0] == "و" or ordinary(form[1:]) or form[1:] in tables.places):
        return True
    if form.startswith(("لل", "بال")) and len(form) > 5 + form.startswith("بال"):
        return True
    if _EIGHTH.fullmatch(form):
        return True
    if form in tables.say or form in tables.act or (form[0] in "وف" and (form[1:] in tables.say or form[1:] in tables.act)):
        return True
    if form[0] in "يتن" and (form[1:] in tables.say or form[1:] in tables.act):
        return True
    if _MASDAR.fullmatch(form):
        return True
    return form.endswith(_UNLIKE) and len(form) > 3 + form.endswith("يه") and not form.endswith("ييه")  # أوليفييه
