"""Annotations by first and last words -> gold files with offsets, for the shipped example.

`python -m bench.example_gold` reads `examples/geneva-2021` and `examples/geneva-2021.gold/NAME.toml`, and writes beside
each annotation the article's text (`NAME.txt`), what is known of it (`NAME.meta.json`) and the gold (`NAME.gold.json`
for quotations and times, `NAME.events.json` for events and claims).
Words are looked for in text order, so an annotation lists its entries in the order of the text; events are found by
their context, which stands once.
"""

from __future__ import annotations

import json
import re
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import TypedDict, cast

from mahdar.articles import Article, article
from mahdar.captures import Capture, captures

EXAMPLE = Path(__file__).parents[1] / "examples" / "geneva-2021"
GOLD = EXAMPLE.with_name("geneva-2021.gold")

Span = dict[str, int]


class Annotated(TypedDict, total=False):
    """One quotation as annotated; `parent` is an index, negative ones count back from the entry itself."""

    type: str
    cue: str
    speaker: str
    resolved: str
    addressee: str
    venue: str
    content: tuple[str, str]
    parent: int
    flags: list[str]


class Event(TypedDict, total=False):
    """One event as annotated: its trigger within a context that stands once in the text."""

    event: str
    status: str
    trigger: str
    context: str
    actor: list[str]
    recipient: list[str]
    date: str
    place: str


class Claim(TypedDict, total=False):
    """One claim as annotated: the first and last words of its clause."""

    kind: str
    span: tuple[str, str]
    issue: str
    by: list[str]
    to: list[str]
    said_by: list[str]
    stated_as: str


class Annotation(TypedDict, total=False):
    """One annotation file."""

    published: str
    boilerplate: list[str]
    not_quotations: list[str]
    times: list[tuple[str, str, str]]
    quotations: list[Annotated]
    events: list[Event]
    claims: list[Claim]


def find(text: str, words: str, start: int) -> Span:
    """Where `words` first stand as whole words from `start` on; raises ValueError naming them where they do not."""
    match = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, start) or re.compile(re.escape(words)).search(text, start)
    if match is None:
        raise ValueError(f"not found from {start} on: {words}")
    end = match.end() - (len(words) - len(words.rstrip()))
    return {"start": match.start(), "end": end}


def in_order(text: str, wanted: list[str], mark: str = "{}") -> list[Span]:
    """Each of the strings, looked for after the one before."""
    found, at = [], 0
    for words in wanted:
        span = find(text, mark.format(words), at)
        at = span["end"]
        found.append(span)
    return found


def marked(text: str, wanted: list[str]) -> list[Span]:
    """The inside of marks around each of the strings."""
    found, at = [], 0
    for words in wanted:
        match = re.compile(rf'["«“”]{re.escape(words)}["»“”]').search(text, at)
        if match is None:
            raise ValueError(f"not in marks: {words}")
        at = match.end()
        found.append({"start": match.start() + 1, "end": match.end() - 1})
    return found


def quotation(text: str, entry: Annotated, number: int, at: int) -> tuple[dict[str, object], int]:
    """The gold entry, and where the search for the next cue begins."""
    cue = find(text, entry["cue"], at) if entry["cue"] else None
    here = cue["end"] if cue else at
    first, last = entry["content"]
    if "postposed" in entry.get("flags", []):
        start = text.rindex(first, 0, here)
        stop = text.rindex(last, start, here) + len(last)
    else:
        start = find(text, first, here)["start"]
        stop = text.index(last, start) + len(last)
    parent = entry.get("parent")
    gold: dict[str, object] = {
        "type": entry["type"],
        "cue": cue,
        "speaker": speaker(text, entry, cue, at),
        "resolved": entry["resolved"],
        "addressee": entry.get("addressee", ""),
        "venue": entry.get("venue", ""),
        "content": {"start": start, "end": stop},
        "parent": number + parent if parent is not None and parent < 0 else parent,
        "flags": entry.get("flags", []),
    }
    return gold, here


def speaker(text: str, entry: Annotated, cue: Span | None, at: int) -> Span | None:
    """The speaker's words nearest to the cue: behind it within a paragraph, otherwise before it."""
    words = entry.get("speaker", "")
    if not words:
        return None
    if cue is None:
        return find(text, words, at)
    stop = text.find("\n", cue["end"]) if "\n" in text[cue["end"] :] else len(text)
    after = text.find(words, cue["end"], stop)
    before = text.rfind(words, text.rfind("\n", 0, cue["start"]) + 1, cue["start"])
    near_before = before >= 0 and cue["start"] - before - len(words) < 40
    start = before if near_before and (after < 0 or after - cue["end"] > cue["start"] - before) else after
    if start < 0:
        raise ValueError(f"no speaker by the cue {entry['cue']}: {words}")
    return {"start": start, "end": start + len(words)}


def gold_of(text: str, annotation: Annotation) -> dict[str, object]:
    """The gold file of one article."""
    quotations, at = [], 0
    for number, entry in enumerate(annotation["quotations"]):
        line, at = quotation(text, entry, number, at)
        quotations.append(line)
    times = in_order(text, [words for words, _, _ in annotation["times"]])
    return {
        "sha256": sha256(text.encode()).hexdigest(),
        "quotations": quotations,
        "not_quotations": marked(text, annotation["not_quotations"]),
        "times": [{**span, "type": kind, "value": value} for span, (_, kind, value) in zip(times, annotation["times"], strict=True)],
        "boilerplate": in_order(text, annotation["boilerplate"]),
    }


def events_of(text: str, annotation: Annotation) -> dict[str, object]:
    """The gold of the events and claims of one article."""
    claims, at = [], 0
    for entry in annotation["claims"]:
        first, last = entry["span"]
        start = find(text, first, at)["start"]
        end = text.index(last, start) + len(last)
        at = start + 1
        claims.append({**{key: entry.get(key, []) for key in CLAIM}, "span": {"start": start, "end": end}})
    return {
        "sha256": sha256(text.encode()).hexdigest(),
        "events": [event(text, entry) for entry in annotation["events"]],
        "claims": claims,
    }


CLAIM = ("kind", "issue", "by", "to", "said_by", "stated_as")


def event(text: str, entry: Event) -> dict[str, object]:
    """The gold of one event; raises ValueError where its context does not stand exactly once."""
    context = entry["context"]
    if text.count(context) != 1:
        raise ValueError(f"stands {text.count(context)} times: {context}")
    start = text.index(context)
    trigger = find(text, entry["trigger"], start)
    if trigger["end"] > start + len(context):
        raise ValueError(f"not in its context: {entry['trigger']}")
    return {
        "event": entry["event"],
        "status": entry["status"],
        "trigger": trigger,
        "actor": entry["actor"],
        "recipient": entry.get("recipient", []),
        "date": entry.get("date"),
        "place": entry.get("place"),
    }


def annotated(stem: str) -> Annotation:
    """The annotation of an article."""
    return cast("Annotation", tomllib.loads((GOLD / f"{stem}.toml").read_text("utf-8")))


def articles() -> dict[str, Article]:
    """The articles of the example by the stems of their files."""
    found = [article(capture) for capture in captures([EXAMPLE]) if isinstance(capture, Capture)]
    return {Path(a.source.file).stem: a for a in found}


def main() -> None:
    """Writes every gold file."""
    for stem, one in articles().items():
        annotation = annotated(stem)
        meta = {"outlet": one.outlet, "published": annotation.get("published") or (one.published and one.published.value)}
        (GOLD / f"{stem}.txt").write_text(one.text, "utf-8")
        (GOLD / f"{stem}.meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (GOLD / f"{stem}.gold.json").write_text(json.dumps(gold_of(one.text, annotation), ensure_ascii=False, indent=1) + "\n", "utf-8")
        (GOLD / f"{stem}.events.json").write_text(json.dumps(events_of(one.text, annotation), ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(
            f"{stem}: {len(annotation['quotations'])} quotations, {len(annotation['times'])} times, "
            f"{len(annotation['events'])} events, {len(annotation['claims'])} claims"
        )


if __name__ == "__main__":
    main()
