"""Acts of the admin's lists that change the screening: they show what they would do, and wait for a second word."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from moderation.previews import Preview


class ShowsFirst(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Pages whose form shows what it would do before it is saved: what is shown is no error."""

    change_form_template = "admin/moderation/ruleset/change_form.html"

    def act_on(self, row: Any) -> str:  # noqa: ANN401 # any model
        """Name the act of the list that the row's own page offers, too; none where it would change nothing."""
        raise NotImplementedError

    def render_change_form(  # noqa: PLR0917 # Django's signature
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,  # noqa: FBT001, FBT002 # as above
        change: bool = False,  # noqa: FBT001, FBT002 # as above
        form_url: str = "",
        obj: Model | None = None,
    ) -> HttpResponse:
        if getattr(context["adminform"].form, "is_shown_first", False):
            context["errors"] = []
        # what was typed and not saved is on the row by now
        is_as_stored = obj is not None and request.method == "GET"
        context["act"] = self.get_actions(request).get(self.act_on(obj)) if is_as_stored else None
        return super().render_change_form(request, context, add, change, form_url, obj)


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
