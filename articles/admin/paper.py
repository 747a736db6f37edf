"""Editions, sections and their names."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import pages
from articles.models import Edition, Section, SectionName


class EditionForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """The time zone is chosen: a slip of the pen would stop the clock of every page."""

    time_zone = forms.ChoiceField(
        label=capfirst(_("time zone")), choices=lambda: [(zone, zone) for zone in sorted(available_timezones())]
    )


class SectionNames(admin.StackedInline):  # type: ignore[type-arg] # not generic at run time
    model = SectionName
    extra = 0


class FrameAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # as above
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
