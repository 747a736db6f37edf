"""What every page of an edition has: its clock, a short way to what is kept, filled holes, words instead of a void."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import TypeGuard

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import get_language_from_path

from articles.clocks import EditionClock
from articles.pages import holes, readers
from articles.pages.terms import STORE_KEY, TERMS_KEY, is_page
from articles.views import reading

Next = Callable[[HttpRequest], HttpResponseBase]


class ClockMiddleware:
    """Let every time on a page be told by the clock of the edition it stands under."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = get_language_from_path(request.path_info)
        with timezone.override(EditionClock(language) if language else None):
            return self.get_response(request)


class PageMiddleware:
    """Make a page that the store will keep here, where it depends on nothing that the middlewares below know.

    They find out who asks, and look for what is wrong with a request; such a page is the same for all, and is made so
    only for a request that says nothing but an address. Whatever becomes no such page takes the long way.
    """

    def __init__(self, get_response: Next) -> None:
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


class OldAddressMiddleware:
    """Lead whoever asks for an address that an article had before it was taken over to where it is now (A50).

    It stands below the one that would look for the same words below an edition, where they may be another article's.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.method in ("GET", "HEAD"):
            return reading.led(request) or response
        return response


class NotAllowedMiddleware:
    """Give words to whoever opens the address of a form that is only sent (405): Django's answer is empty.

    And to whoever tries out a site with DEBUG on and meets no page (404): a list of our addresses is none.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # what the browser accepts is asked last: to read it takes a fiftieth of a comment's post
        if self.says_nothing(response) and request.accepts("text/html"):
            response.content = render(request, f"{response.status_code}.html").content
        return response

    def says_nothing(self, response: HttpResponseBase) -> TypeGuard[HttpResponse]:
        """Say whether an answer has no words of ours for a reader."""
        if not isinstance(response, HttpResponse):
            return False
        is_unknown = settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND
        return is_unknown or isinstance(response, HttpResponseNotAllowed)


class HolesMiddleware:
    """Fill every hole in an HTML answer, unless the store in front will."""

    def __init__(self, get_response: Next) -> None:
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
