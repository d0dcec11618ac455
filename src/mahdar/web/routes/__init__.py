"""The pages, a module for each kind, with their twins for programs."""
