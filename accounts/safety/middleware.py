"""What every request passes first: whose address it has, and whether its text can be used (quality QS3, QA4)."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, UnreadablePostError
from django.template.loader import render_to_string

from accounts import tracing
from accounts.safety.text import UNUSABLE

Next = Callable[[HttpRequest], HttpResponse]


class ClientAddressMiddleware:
    """Let REMOTE_ADDR be the client's: behind a proxy that we trust, the last address that it wrote down.

    Without TRUST_PROXY the header is anybody's word and is ignored; what stands before the last address always is.
    So it is with the name that the front server's log has for the request.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = ""
        if settings.TRUST_PROXY:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            with suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ip_address(seen))
            named = request.META.get("HTTP_X_REQUEST_ID", "")
        tracing.begin(named)
        return self.get_response(request)


class ContentPolicyMiddleware:
    """Send the one content policy with every answer, written out once, and keep pages to ourselves (QW1, QW2).

    The debugger's pages are left alone: they bring their own scripts.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.said: dict[str, Any] | None = None
        self.written = ""

    @property
    def policy(self) -> str:
        """The policy of the settings, written as a header."""
        if self.said is not settings.CONTENT_SECURITY_POLICY:
            self.said, self.written = settings.CONTENT_SECURITY_POLICY, build_policy()
        return self.written

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault(HEADER, self.policy)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # Feeds and their pictures are there to be taken in by others; a page is not.
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class TextMiddleware:
    """Answer 400, in words, when path, query, cookies, form or JSON hold NUL, lone surrogates or control characters."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what has been read already: the first line and the headers."""
        if _is_unusable([request.path_info, *_of_query(request), *_of_cookies(request)]):
            return _refused()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the body where there is a view for it, after the token of the form has been checked."""
        if request.content_type == "application/json":
            return None if _is_usable_json(request) else _refused()
        if request.method == "POST" and (_is_unusable(_of_form(request)) or not _are_keys(request, view)):
            return _refused()
        return None


def _refused() -> HttpResponse:
    """Say so on a page that asks neither the database nor the session."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def _is_unusable(texts: Iterable[str]) -> bool:
    return any(map(UNUSABLE.search, texts))


def _of_query(request: HttpRequest) -> Iterator[str]:
    if request.META.get("QUERY_STRING"):
        for name, values in request.GET.lists():
            yield name
            yield from values


def _of_cookies(request: HttpRequest) -> Iterator[str]:
    for name, value in request.COOKIES.items():
        yield name
        yield value


def _of_form(request: HttpRequest) -> Iterator[str]:
    """Read the fields. Files are taken by the upload handlers, which keep only printable letters of their names."""
    for name, values in request.POST.lists():
        yield name
        yield from values


def _are_keys(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """Say whether the rows that somebody chose in a list of the admin can be any: Django asks the database unseen."""
    listed_by = getattr(view, "model_admin", None)
    if listed_by is None:
        return True
    try:
        for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
            listed_by.model._meta.pk.clean(key, None)
    except ValidationError:
        return False
    return True


def _is_usable_json(request: HttpRequest) -> bool:
    """Read the body, which stays there for the view; what is no JSON at all is refused with the rest."""
    try:
        return not request.body or not _is_unusable(_strings(json.loads(request.body)))
    except (ValueError, RecursionError, UnreadablePostError):
        return False


def _strings(value: object) -> Iterator[str]:
    """List every key and every text, however deep, without going deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            waiting.extend([*one, *one.values()])
