"""What every template may ask about the paper."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from articles.paper import paper


def masthead(_request: HttpRequest) -> dict[str, Any]:
    """Give `edition`, `editions` and `sections`; no query while the paper's frame has not changed."""
    frame = paper()
    edition = frame.edition(translation.get_language()) or frame.default
    return {"edition": edition, "editions": frame.editions, "sections": edition.sections if edition else ()}
