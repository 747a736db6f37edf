"""Readers' search: what an edition has told, found by its words (A29; docs/decisions/search.md).

`find` is the one way in. What the index holds is worked out by the database itself, from the columns that readers see.
"""

from articles.search.finding import Found, find

__all__ = ["Found", "find"]
