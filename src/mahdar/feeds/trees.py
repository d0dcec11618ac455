"""Bytes of XML -> its tree, without entities, network, document types or depth that hurt. The only reader of XML here."""

from __future__ import annotations

import html
import re
from typing import Any

from lxml import etree

from mahdar.captures import decoding
from mahdar.errors import InputError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w{1,31};)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def tree(data: bytes, name: str, *, charset: str | None = None) -> etree._Element:
    """The root of an XML document, broken markup mended where it can be; InputError where there is nothing to mend.

    The encoding is the one whose letters make Arabic, whatever is declared. A document that declares entities of its
    own is refused whole: no feed needs them, and every XML bomb does. Comments and instructions are left out.
    """
    how = decoding(data, declared=charset or _declared(data), lenient=True)
    if how is None:
        raise InputError(name, "its bytes are no text in an encoding known here, so no feed")
    text = data.decode(how.encoding, "replace").removeprefix("\ufeff").lstrip()
    text = _NAMED.sub(_character, _ILLEGAL.sub(" ", _DECLARATION.sub("", text)))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"no XML that can be read ({str(error)[:80]})") from None
    if root is None:
        raise InputError(name, "no XML that can be read")
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and list(dtd.entities()):
        raise InputError(name, "declares entities of its own, which no feed needs and every XML bomb does; it is not read")
    return root


def local(element: etree._Element) -> str:
    """An element's name in small letters without its namespace; empty for what is no element.

    >>> local(etree.fromstring("<a:Title xmlns:a='urn:x'/>"))
    'title'
    """
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def words(element: etree._Element) -> str:
    """All the words in an element, markup left out."""
    return "".join(str(piece) for piece in element.itertext())


def space(element: etree._Element) -> str:
    """An element's namespace, or nothing."""
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag.startswith("{") else ""


def _character(found: re.Match[str]) -> str:
    """The character of a named entity of HTML, which feeds use though XML does not know it."""
    character = html.unescape(found[0])
    return found[0] if character == found[0] or character in "<>&" else character


def _declared(data: bytes) -> str | None:
    found = re.match(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", data[:400])
    return found[1].decode("ascii") if found else None
