"""Editions, sections and their names."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.signed_in import signed_in
from articles import pages
from articles.models import Edition, Section, SectionName
from articles.reach import reach


class EditionForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """The time zone is chosen: a slip of the pen would stop the clock of every page."""

    time_zone = forms.ChoiceField(
        label=capfirst(_("time zone")), choices=lambda: [(zone, zone) for zone in sorted(available_timezones())]
    )


class SiteWide:
    """For a ModelAdmin: what is the whole paper's is changed by those alone whose role holds in all of it."""

    def _is_theirs(self, request: HttpRequest, verb: str) -> bool:
        opts = self.opts  # type: ignore[attr-defined] # ModelAdmin's
        return reach(signed_in(request), f"{opts.app_label}.{verb}_{opts.model_name}").is_everywhere

    def has_add_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return self._is_theirs(request, "add")

    def has_change_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return self._is_theirs(request, "change")

    def has_delete_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return self._is_theirs(request, "delete")


class SectionNames(SiteWide, admin.StackedInline):  # type: ignore[type-arg] # not generic at run time
    model = SectionName
    extra = 0


class FrameAdmin(SiteWide, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """Changes of what every page shows; kept pages end with them."""

    def save_related(self, *given: Any) -> None:
        super().save_related(*given)
        pages.touch(site=True)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        pages.touch(site=True)


@admin.register(Edition)
class EditionAdmin(FrameAdmin):
    form = EditionForm
    list_display = ("name", "language", "direction", "time_zone", "is_default", "position")
    actions = None


@admin.register(Section)
class SectionAdmin(FrameAdmin):
    list_display = ("code", "needs_four_eyes", "position")
    inlines = (SectionNames,)
    actions = None
