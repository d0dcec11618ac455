"""Wordings of one remark side by side, with the words in which they part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.facts import is_speech
from mahdar.records.index import Index
from mahdar.records.markup import marked
from mahdar.records.record import AccountLine, QuotationLine
from mahdar.records.segments import Mark
from mahdar.records.wording import bare_words, differing
from mahdar.spans import Anchor


class Printed(Struct, frozen=True):
    """One wording with the outlets that print it, each leading to its line's words."""

    words: Markup
    href: str
    outlets: tuple[tuple[Markup, str], ...]


class Remark(Struct, frozen=True):
    """One remark in several wordings; `speaker` is the key that groups a speaker's lines."""

    id: str
    speaker: str
    wordings: tuple[Printed, ...]


def remarks(index: Index) -> dict[str, tuple[Remark, ...]]:
    """The remarks that stand in several wordings, by the key of their speaker, those of most wordings first."""
    lines = {(q.article, q.content.start, q.content.end): q for q in reversed(index.record.quotations)}
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    for account in index.record.accounts:
        if is_speech(account):
            remark = _remark(index, account, lines)
            if remark is not None:
                found[remark.speaker].append(remark)
    return {speaker: tuple(sorted(some, key=lambda r: (-len(r.wordings), r.id))) for speaker, some in found.items()}


def _remark(index: Index, account: AccountLine, lines: dict[tuple[str, int, int], QuotationLine]) -> Remark | None:
    """The remark of an account, unless all its outlets print the same words; of words within words the inner ones stand."""
    inner = [at for at in account.evidence if not any(at != other and at.holds(other) for other in account.evidence)]
    said = [(at, line) for at in inner if (line := lines.get((at.article, at.start, at.end)))]
    groups: defaultdict[str, list[tuple[Anchor, QuotationLine]]] = defaultdict(list)
    for at, line in said:
        groups[bare_words(at.of(index.articles[at.article].text))].append((at, line))
    if len(groups) < 2:
        return None
    first = [group[0][0] for group in groups.values()]
    parts = differing([at.of(index.articles[at.article].text) for at in first])
    wordings = tuple(_printed(index, group, part) for group, part in zip(groups.values(), parts, strict=True))
    keys = [index.speaker_key(line) for _, line in said]
    return Remark(account.id, max(keys, key=keys.count), wordings)


def _printed(index: Index, group: Sequence[tuple[Anchor, QuotationLine]], parts: Sequence[tuple[int, int]]) -> Printed:
    at, line = group[0]
    marks = [Mark(at.start + a, at.start + b, "differs wording") for a, b in parts]
    words = marked(index.articles[at.article].text, marks, start=at.start, end=at.end)
    outlets = tuple((index.outlet(a.article), f"#w-{q.id}") for a, q in group)
    return Printed(Markup("<bdi>{}</bdi>").format(words), f"#w-{line.id}", outlets)
