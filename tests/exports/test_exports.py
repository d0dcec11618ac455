"""What holds for every format."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyarrow import parquet

from mahdar.exports import FORMATS, Format, Options, export, joined, of_actor, zipped
from mahdar.records import Record, only

NAMES = [one.name for one in FORMATS]
#: Keys whose value is words of an article, in whichever format.
WORDS = {
    "exact", "text", "quoted", "speaker", "role", "cue", "place", "title", "dateline", "byline", "evidence", "where", "headline",
    "speaker_name", "name", "names", "actor_text", "event_text", "bodyText", "description", "value", "by", "located", "schema:text",
    "schema:headline", "schema:name", "prefix", "suffix", "alias", "position", "location", "author", "phrase",
}  # fmt: skip
#: Values under the same keys that are no words of the article: the outlet, an id, a day, and ninjs' own words.
GIVEN = {"صوت الساحل", "act1", "2021-06-16", "ninjs", "publisher", "web", "summit"}
LISTS = {("csv", key) for key in ("quoted", "evidence", "where", "names")}


def listed(cell: str) -> list[str]:
    """The texts of a list that CSV joined."""
    return [part.replace("||", "|") for part in cell.split(" | ")]


def read(record: Record, name: str, options: Options | None = None) -> dict[str, bytes]:
    return {file: b"".join(chunks) for file, chunks in export(record, name, options=options)}


def values(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from values(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from values(value, key)
    elif isinstance(node, str):
        yield key, node


def words(name: str, file: str, data: bytes) -> Iterator[tuple[str, str]]:
    """The keys and words that a file of a format writes."""
    if name == "csv":
        for row in csv.DictReader(StringIO(data.decode(), newline="")):
            for key, cell in row.items():
                yield key, cell.removeprefix("'") if cell.startswith("'") else cell
    elif name == "parquet":
        yield from values(parquet.read_table(BytesIO(data)).to_pylist())
    elif name == "jsonld":
        yield from values(json.loads(data)["@graph"])
    else:
        for line in data.splitlines():
            yield from values(json.loads(line))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_all_words_in_every_format_are_slices_of_the_article(records: st.SearchStrategy[Record], data: st.DataObject) -> None:
    record = data.draw(records)
    text = record.articles[0].text
    for name in ("csv", "jsonl", "parquet", "jsonld", "plover", "ftm", "ninjs"):
        for file, written in read(record, name).items():
            for key, value in words(name, file, written):
                if key not in WORDS or value in GIVEN or (name, key) == ("ninjs", "role"):
                    continue
                parts = listed(value) if (name, key) in LISTS or (name, file) == ("csv", "accounts.csv") else [value]
                assert all(part in text for part in parts), f"{name} {file} {key}: {value!r}"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_all_words_in_feeds_are_slices_of_the_article(records: st.SearchStrategy[Record], data: st.DataObject) -> None:
    record = data.draw(records)
    text = "".join(c if c in "\t\n\r" or " " <= c not in "\ufffe\uffff" else "\ufffd" for c in record.articles[0].text)
    root = ElementTree.fromstring(read(record, "rss", Options(person="act1"))["feed.rss"])  # noqa: S314 - our own bytes
    found = [unescape(e.text or "") for e in root.iterfind("channel/item/description")]
    assert len(found) == len(record.quotations)
    assert all(words in text for words in found)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_record_gives_the_same_bytes(record: Record, name: str) -> None:
    first = read(record, name)
    assert first
    assert read(record, name) == first
    assert all(first.values())


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_record_can_be_written(name: str) -> None:
    read(Record(articles=(), quotations=(), times=(), mentions=(), actors=(), stories=(), version="0"), name)


@pytest.mark.parametrize("name", NAMES)
def test_the_part_of_one_person_can_be_written(record: Record, name: str) -> None:
    actor = next(q.actor for q in record.quotations if q.actor)
    part = of_actor(record, actor)
    assert {q.actor for q in part.quotations} == {actor}
    assert read(part, name, Options(person=actor))


def test_a_person_whom_nobody_knows_is_an_error(record: Record) -> None:
    with pytest.raises(KeyError):
        of_actor(record, "act0")


def test_stories_joined_again_are_the_record(record: Record) -> None:
    whole = joined(only(record, story.id) for story in record.stories)
    assert whole is not None
    assert {a.id for a in whole.actors} == {a.id for a in record.actors}
    assert joined([record, record.__class__((), (), (), (), record.actors, (), "0")]) == record
    assert joined([]) is None


def test_a_person_of_two_stories_is_one_line_with_the_mentions_of_both(record: Record) -> None:
    one = next(a for a in record.actors if len(a.mentions) > 3)
    halves = [replace(record, actors=(replace(one, mentions=kept, names=one.names[:1]),)) for kept in (one.mentions[:2], one.mentions[1:])]
    whole = joined(halves)
    assert whole is not None
    assert [a.mentions for a in whole.actors] == [one.mentions]


def test_an_archive_of_the_files_is_the_same_each_time(record: Record) -> None:
    packed = zipped(export(record, "csv"))
    assert packed == zipped(export(record, "csv"))
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == read(record, "csv")


@pytest.mark.parametrize("one", FORMATS, ids=NAMES)
def test_a_format_of_lines_is_one_file_with_a_line_a_chunk(record: Record, one: Format) -> None:
    if one.lines:
        [(_, chunks)] = one.write(record, Options())
        assert all(chunk.endswith(b"\n") and chunk.count(b"\n") == 1 for chunk in chunks)
    assert not (one.lines and one.several)
