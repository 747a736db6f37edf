"""Acts of the admin's lists that change the screening: they show what they would do, and wait for a second word."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from moderation.previews import Preview


def is_sure(request: HttpRequest) -> bool:
    """Say whether somebody has seen what the act would do and wants it."""
    return "sure" in request.POST


def ask(
    page: "admin.ModelAdmin[Any]",
    request: HttpRequest,
    *,
    title: str,
    lines: Iterable[str],
    chosen: Iterable[int | str],
    preview: Preview,
) -> TemplateResponse:
    """Show what would change, and what that would have done; the chosen rows come back with the answer."""
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "act": request.POST["action"],
        "lines": lines,
        "chosen": list(map(str, chosen)),
        "preview": preview,
    }
    return TemplateResponse(request, "admin/moderation/ruleset/sure.html", context)
