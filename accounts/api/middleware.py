"""Answers to programs that were given by somebody who knows nothing of programs."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from accounts.api import problems

#: Below which programs ask; a new version of the API gets a number of its own.
PREFIX = "/api/"
#: What goes on into the problem.
HEADERS = ("Allow", "Retry-After")


class ProblemMiddleware:
    """Say as a problem what middlewares, the resolver and the site's failures say in pages (RFC 9457)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST or not request.path_info.startswith(PREFIX):
            return response
        if response.headers.get("Content-Type", "").startswith(problems.CONTENT_TYPE):
            return response
        kind = problems.BY_STATUS.get(response.status_code, "malformed")
        said = {name: response.headers[name] for name in HEADERS if name in response.headers}
        return problems.answer(kind, headers=said)
