"""Readers' search: what an edition has told, found by its words (A29; docs/decisions/search.md).

`finding.find` is the one way in. What the index holds is worked out by the database itself, from what readers see.
"""
