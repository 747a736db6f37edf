"""Refuse unusable text before any view sees it (quality QS3)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.safety.text import UNUSABLE

Next = Callable[[HttpRequest], HttpResponse]


class TextMiddleware:
    """Answer 400, in words, when path, query or form hold NUL, lone surrogates or other control characters."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_usable(request):
            return self.get_response(request)
        return render(request, "400.html", status=400)

    def _is_usable(self, request: HttpRequest) -> bool:
        if UNUSABLE.search(request.path_info):
            return False
        if request.META.get("QUERY_STRING") and _has_unusable(request.GET.lists()):
            return False
        return request.method != "POST" or not _has_unusable(request.POST.lists())


def _has_unusable(fields: object) -> bool:
    return any(UNUSABLE.search(name) or any(map(UNUSABLE.search, values)) for name, values in fields)  # type: ignore[attr-defined] # QueryDict.lists()
