"""RSS and Atom feeds -> Captures, fetched politely."""
