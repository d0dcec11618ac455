"""The tagger as a user meets it: whole, damaged, alone and in company."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.errors import ModelError
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor
from mahdar.tags import Tags, segment, tag
from mahdar.tags.model import read as read_model
from mahdar.tags.model import shipped
from mahdar.tags.read import Tagger

STORY = (
    "التقت وزيرة الخارجية النرويجية أنيكن هويتفيلدت نظيرها الصيني وانغ يي في باريس، واتفق الجانبان على عقد اجتماع ثان.\n"
    "وقال المتحدث باسم الحكومة اليمنية راجح بادي للصحافيين إن بلاده تعول على الأمم المتحدة.\n"
    "وأكّدت منظّمة الصحة العالميّة أن المساعدات وصلت إلى دمشق وحلب."
)


def reading_of(text: str) -> Reading:
    """A text as a reading, each line a paragraph of the body."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Anchor("a", at, at + len(line)), "body", "test"))
        at += len(line) + 1
    return read(Article("a", Source("a.txt", "0"), text, "ar", tuple(blocks)))


@pytest.fixture(scope="module")
def tags() -> Tags:
    return tag(reading_of(STORY))


def _said(tags: Tags, kind: str) -> list[str]:
    return [entity.anchor.of(STORY) for entity in tags.entities if entity.kind == kind]


def test_a_person_of_several_names_is_one_stretch(tags: Tags) -> None:
    assert {"أنيكن هويتفيلدت", "وانغ يي"} <= set(_said(tags, "person"))


def test_a_city_is_a_place(tags: Tags) -> None:
    assert {"باريس", "دمشق"} <= set(_said(tags, "place"))


def test_a_body_is_an_organisation_harakat_or_not(tags: Tags) -> None:
    assert {"الأمم المتحدة", "منظّمة الصحة العالميّة"} <= set(_said(tags, "organisation"))


def test_every_word_of_the_reading_has_a_tag(tags: Tags) -> None:
    assert len(tags.words) == len(reading_of(STORY).words)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("نظيرها", ["نظير", "ها"]),
        ("بلاده", ["بلاد", "ه"]),
        ("وصلت", ["وصلت"]),
        ("وحلب", ["و", "حلب"]),
        ("وأكّدت", ["و", "أكّدت"]),
    ],
)
def test_a_word_comes_apart_at_its_clitics(tags: Tags, word: str, parts: list[str]) -> None:
    reading = reading_of(STORY)
    index = next(i for i, w in enumerate(reading.words) if STORY[w.start : w.end] == word)
    found = segment(reading.words[index], tags.words[index])
    assert [STORY[part.start : part.end] for part in found] == parts


def test_verbs_and_nouns_are_told_apart(tags: Tags) -> None:
    reading = reading_of(STORY)
    upos = {STORY[w.start : w.end]: t.upos for w, t in zip(reading.words, tags.words, strict=True)}
    assert (upos["التقت"], upos["اجتماع"], upos["على"]) == ("VERB", "NOUN", "ADP")


def test_a_sentence_is_tagged_alike_whatever_else_is_read() -> None:
    lines = STORY.split("\n")
    fresh = [Tagger(shipped()) for _ in lines]
    alone = [tagger.tags(reading_of(line)) for tagger, line in zip(fresh, lines, strict=True)]
    together = Tagger(shipped()).tags(reading_of("\n".join(reversed(lines))))
    assert together.words == tuple(t for tags in reversed(alone) for t in tags.words)
    assert [(e.kind, e.probability) for e in together.entities] == [
        (e.kind, e.probability) for tags in reversed(alone) for e in tags.entities
    ]


def test_a_remembered_article_equals_a_fresh_one() -> None:
    tagger, reading = Tagger(shipped()), reading_of(STORY)
    assert tagger.tags(reading) == tagger.tags(reading) == Tagger(shipped()).tags(reading)


def test_a_sentence_of_a_thousand_words_is_read_in_parts() -> None:
    reading = reading_of("زار الوفد مدينة حلب ثم " * 200)
    assert len(tag(reading).words) == len(reading.words) == 1000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    with as_file(files("mahdar.tags").joinpath("model")) as folder:
        return Path(shutil.copytree(folder, tmp_path / "model"))


def test_a_damaged_model_is_named_with_what_to_do(copy: Path) -> None:
    graph = copy / "tagger.onnx"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.write_bytes(content)
    with pytest.raises(ModelError, match=r"tagger\.onnx is not the one that was shipped.*install mahdar again"):
        read_model(copy)


@pytest.mark.parametrize("name", ["tagger.onnx", "tagger.json", "SHA256SUMS"])
def test_a_missing_file_of_the_model_is_named_with_what_to_do(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} cannot be read.*install mahdar again"):
        read_model(copy)


def test_the_model_stays_within_25_megabytes() -> None:
    with as_file(files("mahdar.tags").joinpath("model")) as folder:
        assert 5e6 < sum(path.stat().st_size for path in folder.iterdir()) < 25e6


_ODD = st.text(alphabet=st.sampled_from("ابتلوهكمي ةىأئـّٰ.،«\"'\n\u200f\u00a0ﷺﻻ1٣xZ😀ſß҈Ⅷ"), min_size=1, max_size=120)


def _covers(reading: Reading, tags: Tags) -> None:
    for word, one in zip(reading.words, tags.words, strict=True):
        parts = segment(word, one)
        assert parts[0].start == word.start
        assert parts[-1].end == word.end
        assert all(a.end == b.start for a, b in pairwise(parts))
        assert all(part.start < part.end for part in parts)


@settings(deadline=None, max_examples=60)
@given(_ODD)
def test_odd_text_never_raises_and_every_character_of_a_word_is_in_one_part(text: str) -> None:
    reading = reading_of(text)
    _covers(reading, tag(reading))
