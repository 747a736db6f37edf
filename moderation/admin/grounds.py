"""Grounds in the admin: named as the rules in force head them, in the language of the page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from moderation import headings
from moderation.forms.decision import GroundField
from moderation.models import Ground


class GroundsInWords(admin.RelatedFieldListFilter):
    """Rows under one ground."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 # Django's signature
        now = timezone.now()
        choices = super().field_choices(field, request, model_admin)
        return [(number, headings.headed(int(number), now)) for number, _code in choices]


BY_GROUND = ("ground", GroundsInWords)


def as_read(names: Iterable[Any]) -> tuple[Any, ...]:
    """Put the name of a ground where a page that is only read would show its code."""
    return tuple("headed_ground" if name == "ground" else name for name in names)


class NamesGrounds(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Pages of rows that have a ground."""

    @admin.display(description=gettext_lazy("ground"), ordering="ground")
    def headed_ground(self, row: Any) -> str | None:  # noqa: ANN401 # any model with a ground
        return None if row.ground_id is None else headings.headed(row.ground_id, timezone.now())

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:  # noqa: ANN401 # Django's nested tuples
        fields = super().get_fields(request, obj)
        return as_read(fields) if obj else fields

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:  # type: ignore[type-arg] # as above
        if db_field.remote_field.model is Ground:
            kwargs["form_class"] = GroundField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
