"""Pages of a workspace for the browser: stories, people, outlets, articles, search, merges."""
