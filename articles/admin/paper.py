"""Editions, sections and their names."""

from collections.abc import Iterable
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.signed_in import signed_in
from articles import pages
from articles.actions import events
from articles.enums import Deed, Thing
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
    """Changes of what every page shows; kept pages end with them, and the log says who made them."""

    thing: ClassVar[Thing]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: ANN401, FBT001 # Django's signature
        super().save_related(request, form, formsets, change)
        pages.touch(site=True)
        fields = [*form.changed_data, *(one.prefix for one in formsets if one.has_changed())]
        if fields or not change:
            self._note(request, form.instance, Deed.CHANGE if change else Deed.ADD, fields)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self._note(request, obj, Deed.REMOVE, ())
        super().delete_model(request, obj)
        pages.touch(site=True)

    def _note(self, request: HttpRequest, row: Model, act: Deed, fields: Iterable[str]) -> None:
        events.note(self.thing, row.pk, act, by=signed_in(request), now=timezone.now(), fields=fields, note=str(row))


@admin.register(Edition)
class EditionAdmin(FrameAdmin):
    thing = Thing.EDITION
    form = EditionForm
    list_display = ("name", "language", "direction", "time_zone", "is_default", "position")
    actions = None


@admin.register(Section)
class SectionAdmin(FrameAdmin):
    thing = Thing.SECTION
    list_display = ("code", "needs_four_eyes", "position")
    inlines = (SectionNames,)
    actions = None
