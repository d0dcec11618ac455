"""One word -> what its shape says: a verb of the future and whose, something of ours, a state that it names."""

from __future__ import annotations

import re
from functools import lru_cache

from mahdar.claims.phrases import word_set
from mahdar.events import nation_of

_WILL = re.compile(r"[وف]?(س([يتنا])[^\W\d_]{3,})")
_OURS = re.compile(r"[^\W\d_]{2,}نا")
# Words that only look like futures, and how others of them begin: سياسة، سنوات، ساعات.
_NOT_FUTURE, _NOT_FUTURE_STEMS = word_set("not_future"), tuple(sorted(word_set("not_future_stems")))

# What is taken off a word to find it again in other forms: what is written with it, a future's س, endings.
_LEADS = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل")
_ENDS = ("تها", "تهم", "ها", "هم", "هما", "نا", "ات", "ون", "ين", "ان", "يه", "ه", "ا", "ت", "وا")
_STEM = 3  # letters that are left at least


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """A word without what is written with it and without its ending, the same for most forms of a word."""
    lead = next((p for p in _LEADS if form.startswith(p) and len(form) - len(p) >= _STEM), "")
    bare = form[len(lead) :]
    if len(bare) > _STEM + 1 and bare[0] == "س" and bare[1] in "يتن":
        bare = bare[1:]
    end = next((e for e in _ENDS if bare.endswith(e) and len(bare) - len(e) >= _STEM), "")
    return bare[: len(bare) - len(end)]


@lru_cache(maxsize=65536)
def nation(form: str) -> str:
    """The state that a word names by itself or by its people, empty where it names none."""
    bare = form[1:] if form.startswith(("و", "ف")) else form
    return next((found for f in (form, bare, bare.removeprefix("ال")) if (found := nation_of(f))), "")


@lru_cache(maxsize=65536)
def marks_of(form: str) -> tuple[str, ...]:
    """What the shape of a word says: a verb of the future, the first person or the dual of one, something of ours."""
    found = _WILL.fullmatch(form)
    future = found is not None and not (found[1] in _NOT_FUTURE or found[1].startswith(_NOT_FUTURE_STEMS) or nation(form))
    own = bool(_OURS.fullmatch(form)) and form != "هنا"
    we = future and found is not None and found[2] in "نا"
    both = future and found is not None and found[2] in "يت" and form.endswith("ان")
    told = (("will", future), ("we will", we), ("both will", both), ("ours", own))
    return tuple(name for name, true in told if true)
