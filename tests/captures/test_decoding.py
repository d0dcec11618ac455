"""Bytes -> encoding: the letters decide, whatever is declared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.captures.decoding import arabic_likeness, decoding

TEXT = "أعلنت وزارة الخارجية في بيان لها أن الوزير سيتوجه إلى جنيف غدا، وقالت إن الزيارة تأتي بعد المشاورات التي جرت هناك.\n"
SHORT = "الوزير يتوجه غدا"
CODECS = ["utf-8", "utf-8-sig", "cp1256", "iso8859_6", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("text", [TEXT, SHORT])
@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("declared", [None, "utf-8", "windows-1256", "iso-8859-1", "nonsense"])
def test_arabic_is_read_in_any_encoding_whatever_is_declared(text: str, codec: str, declared: str | None) -> None:
    data = text.encode(codec)
    found = decoding(data, declared=declared)
    assert found is not None
    assert data.decode(found.encoding).removeprefix("\ufeff") == text
    assert not found.damaged


@pytest.mark.parametrize(("codec", "wrong"), [("cp1256", "iso8859_6"), ("iso8859_6", "cp1256"), ("utf-8", "cp1256")])
def test_a_wrong_codec_makes_letters_but_no_arabic(codec: str, wrong: str) -> None:
    data = TEXT.encode(codec)
    assert arabic_likeness(data.decode(codec)) > 0.1
    assert arabic_likeness(data.decode(wrong, "replace")) < arabic_likeness(data.decode(codec)) - 0.1


def test_a_text_cut_inside_its_last_character_is_read_up_to_there() -> None:
    data = TEXT.encode()[:51]
    found = decoding(data)
    assert found is not None
    assert (found.encoding, found.damaged) == ("utf-8", True)


def test_a_page_with_a_few_broken_characters_is_read_and_a_dump_is_not() -> None:
    data = TEXT.encode()[:60] + b"\xff" + TEXT.encode()[60:]
    assert decoding(data) is None
    found = decoding(data, lenient=True)
    assert found is not None
    assert (found.encoding, found.damaged) == ("utf-8", True)


def test_latin_text_keeps_its_declared_encoding() -> None:
    data = "Le président a déclaré que la réunion était utile.".encode("latin-1")
    found = decoding(data, declared="iso-8859-15")
    assert found is not None
    assert found.encoding == "iso8859-15"


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_raise_and_what_is_found_reads_them(data: bytes, lenient: bool) -> None:
    found = decoding(data, lenient=lenient)
    if found is not None:
        data.decode(found.encoding, "replace" if found.damaged else "strict")
