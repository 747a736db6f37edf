"""What the script of a form's choices asks for (articles/static/articles/choosing.js)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.http import HttpRequest, JsonResponse

#: So many suggestions are read through by nobody who could type another letter.
SUGGESTED = 10
#: Letters that are looked at.
LONGEST = 100


@dataclass(frozen=True)
class Suggestion:
    """A line to choose, how it is called, and what tells it from others."""

    value: str
    label: str
    note: str = ""


def asked(request: HttpRequest) -> tuple[str, str]:
    """Read of which edition suggestions are to be, and what was typed so far."""
    edition, typed = (request.GET.get(name, "")[:LONGEST] for name in ("edition", "q"))
    return edition, typed


def suggested(found: Iterable[Suggestion]) -> JsonResponse:
    return JsonResponse({"found": [asdict(one) for one in found]})
