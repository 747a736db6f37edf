"""The short way to pages that the store keeps; and the holes of all others: error pages, account pages."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.middleware.csrf import get_token
from django.urls import resolve

from articles.pages import holes, readers
from articles.pages.terms import STORE_KEY, TERMS_KEY, is_page


class PageMiddleware:
    """Make a page that the store will keep here, where it depends on nothing that the middlewares below know.

    They find out who asks, and look for what is wrong with a request; such a page is the same for all, and is made so
    only for a request that says nothing but an address. Whatever becomes no such page takes the long way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META
        if STORE_KEY in said and not said.get("QUERY_STRING") and "HTTP_COOKIE" not in said:
            with suppress(Http404):
                response = self.make(request)
                if response and TERMS_KEY in said and response.status_code == HTTPStatus.OK:
                    return response
            said.pop(TERMS_KEY, None)
        return self.get_response(request)

    def make(self, request: HttpRequest) -> HttpResponseBase | None:
        """Let the view make its page, if it is one of those."""
        match = request.resolver_match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs) if is_page(match.func) else None


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
