"""Filling the holes of pages that no store keeps: error pages, account pages, and all pages where no store runs."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.middleware.csrf import get_token

from articles.pages import holes, readers
from articles.pages.terms import STORE_KEY, TERMS_KEY


class HolesMiddleware:
    """Fill every hole in an HTML answer, unless the store in front will."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_kept = STORE_KEY in request.META and TERMS_KEY in request.META
        if is_kept or not isinstance(response, HttpResponse):
            return response
        if response.headers.get("Content-Type", "").startswith("text/html") and holes.START in response.content:
            self.fill(request, response)
        return response

    def fill(self, request: HttpRequest, response: HttpResponse) -> None:
        """Serve the visitor's or the member's side."""
        holed = holes.cut(response.content)
        member = readers.member(request.META.get("HTTP_COOKIE", ""))
        if member is None:
            response.content = holed.visitor
            return
        response.content = holes.join(holed, holes.values(member.name, partial(get_token, request), holed.marks))
        response.headers["Cache-Control"] = "private, no-store"
