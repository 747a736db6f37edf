"""Reader pages kept as bytes: made once for everybody, answered before Django, never out of date.

`page` marks a view whose page may be kept; `terms` says what it shows and until when, `end` that a part of it ends
sooner; `touch` tells that it changed, and `gathering` what an act touches.
"""

from articles.pages.terms import end, gathering, page, terms, touch

__all__ = ["end", "gathering", "page", "terms", "touch"]
