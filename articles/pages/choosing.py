"""Which of the two forms of an article somebody asks for (RFC 9110, 12.5.1)."""

from functools import lru_cache

from django.http.request import MediaType


@lru_cache(maxsize=256)
def is_markdown_asked_for(accepted: str) -> bool:
    """Read the Accept header: whether Markdown is more welcome than HTML, or as welcome and asked for by its name.

    Nobody names it who would rather have the page: no browser does. Whoever accepts neither gets the page.
    """
    try:
        ranges = [MediaType(one) for one in accepted.lower().split(",") if one.strip()]
    except ValueError:  # what cannot be read asks for nothing
        return False
    (markdown, how), (html, _how) = (_welcome(ranges, kind) for kind in ("markdown", "html"))
    return markdown > html or (markdown == html > 0 and how == _NAMED)


#: How closely a range says what it means.
_EVERYTHING, _ANY_TEXT, _NAMED = 1, 2, 3


def _welcome(ranges: list[MediaType], kind: str) -> tuple[float, int]:
    """Return the quality of a kind of text, which the closest range says, and how close that is; 0: not accepted."""
    closeness = {("*", "*"): _EVERYTHING, ("text", "*"): _ANY_TEXT, ("text", kind): _NAMED}
    found = [(closeness[key], one) for one in ranges if (key := (one.main_type, one.sub_type)) in closeness]
    how, closest = max(found, key=lambda one: one[0], default=(0, None))
    return (closest.quality if closest else 0), how
