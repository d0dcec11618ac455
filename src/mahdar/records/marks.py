"""Record -> the marks that its articles carry on the page, each leading to its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mahdar.records.index import Index
from mahdar.records.labels import label
from mahdar.records.record import ArticleLine, QuotationLine
from mahdar.records.segments import Mark
from mahdar.records.taken import taken


def marks_of(index: Index) -> dict[str, list[Mark]]:
    """The marks of each article by its id: every line that the page shows, its blocks, and what was set aside."""
    record, numbers = index.record, index.numbers
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for article in record.articles:
        found[article.id].extend(_blocks(article))
        if origin := index.whole.articles.get(article.copy_of or ""):
            found[article.id].extend(taken(article, origin))
    for line in record.quotations:
        found[line.article].extend(_quotation(line, numbers[line.id]))
    for time in record.times:
        found[time.article].append(Mark(time.start, time.end, "time", id=f"w-{time.id}", href=f"#{time.id}"))
    for mention in record.mentions:
        if mention.actor:
            found[mention.article].append(Mark(mention.start, mention.end, "mention", id=f"w-{mention.id}", href=f"#{mention.actor}"))
    for claim in record.claims:
        if claim.kind != "assessment" and claim.evidence:
            at = claim.evidence[0]
            found[at.article].append(Mark(at.start, at.end, "claim", id=f"w-{claim.id}", href=f"#{claim.id}", note="§"))
    for name in index.followed:
        at = index.events[name].trigger
        found[at.article].append(Mark(at.start, at.end, "event", id=f"w-{name}", href=f"#{name}"))
    for at, (place, fact) in index.passages.items():
        found[at.article].append(Mark(at.start, at.end, "passage", id=place, href=f"#{fact.id}", note=f"≡{fact.number}"))
    return dict(found)


def _blocks(article: ArticleLine) -> Iterator[Mark]:
    """Paragraphs; one that overlaps the one before is left out, since paragraphs cannot nest."""
    blocks = [(b.start, b.end, b.role, "") for b in article.blocks]
    blocks += [(d.start, d.end, "", d.rule) for d in article.dropped]
    last = 0
    for start, end, role, rule in sorted(blocks):
        if start < last:
            continue
        last = end
        if rule:
            yield Mark(start, end, "dropped", note=f"{label('set-aside').ar}: {_rule(rule)}")
        else:
            yield Mark(start, end, "block", note=role)


def _rule(rule: str) -> str:
    """Why a stretch was set aside, in Arabic; some rules say after what it stood."""
    if rule.startswith("after "):
        return f"{label('after').ar} {label(f'rule.{rule[6:]}').ar}"
    return label(f"rule.{rule}").ar


def _quotation(line: QuotationLine, number: int) -> Iterator[Mark]:
    back = f"#{line.id}"
    yield Mark(line.content.start, line.content.end, "quotation", id=f"w-{line.id}", href=back, note=str(number))
    for span in line.quoted:
        yield Mark(span.start, span.end, "quoted")
    if line.cue:
        yield Mark(line.cue.start, line.cue.end, "cue", href=back)
    if line.speaker:
        yield Mark(line.speaker.start, line.speaker.end, "speaker", href=back)
    elif line.name:
        yield Mark(line.name.start, line.name.end, "name", id=name_id(line))


def name_id(line: QuotationLine) -> str:
    """The id of the place where a carried-over speaker is named; lines that share the place share the id."""
    return f"n-{line.article}-{line.name.start}-{line.name.end}" if line.name else ""
