"""What every template may ask about the paper."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from accounts.demo import MAILBOXES, PASSWORD
from articles.paper import paper
from articles.push import is_offered


def masthead(_request: HttpRequest) -> dict[str, Any]:
    """Give `edition`, `editions`, `sections`, whether there are push news and, on a site with demo content, `demo`.

    No query while the paper's frame has not changed.
    """
    frame = paper()
    edition = frame.edition(translation.get_language()) or frame.default
    return {
        "edition": edition,
        "editions": frame.editions,
        "sections": edition.sections if edition else (),
        "has_push": is_offered(),
        "demo": {"mailboxes": MAILBOXES, "password": PASSWORD} if frame.is_demo else None,
    }
