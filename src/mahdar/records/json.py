"""Record -> record.json: one line an entry, so that two records can be compared with plain text tools."""

from __future__ import annotations

import msgspec

from mahdar.records.record import Record


def to_json(record: Record) -> bytes:
    """The record as UTF-8 JSON; the same record gives the same bytes."""
    encode = msgspec.json.Encoder().encode
    parts: list[bytes] = []
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        a_list = isinstance(value, tuple) and value
        body = b"[\n" + b",\n".join(map(encode, value)) + b"\n]" if a_list else encode(value)
        parts.append(encode(field.encode_name) + b": " + body)
    return b"{\n" + b",\n".join(parts) + b"\n}\n"
