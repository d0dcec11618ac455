"""Record -> the formats of the field."""
