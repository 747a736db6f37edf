"""Examples of the rules: kept by moderators, many of them from what was judged differently (C80)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.safety.keys import key_from
from accounts.signed_in import signed_in
from articles.admin.within import WithinReach
from moderation import blind, permissions
from moderation.actions import examples, second_judgements
from moderation.admin.grounds import BY_GROUND, NamesGrounds, as_read
from moderation.forms.example import ExampleForm
from moderation.models import RuleExample, SecondJudgement
from moderation.models.second import THERE


@admin.register(RuleExample)
class RuleExampleAdmin(WithinReach, NamesGrounds, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Moderators read them; those whose role holds in the whole paper write them, the lead shows them to readers."""

    form = ExampleForm
    list_display = ("shortly", "headed_ground", "breaks_it", "language", "is_public")
    list_filter = (BY_GROUND, "breaks_it", "language", "is_public")
    search_fields = ("text", "why")
    show_full_result_count = False
    ordering = ("ground", "-pk")

    def within(self, _user: User) -> Q:
        """Rules hold in the whole paper."""
        return Q()

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_moderate(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.may_write_examples(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Leave what readers see to the lead."""
        is_shown = isinstance(obj, RuleExample) and obj.is_public
        return self.has_add_permission(request) and (not is_shown or permissions.may_oversee(signed_in(request)))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RuleExample]:
        rows: QuerySet[RuleExample] = super().get_queryset(request)
        return rows.filter(pk__in=RuleExample.objects.usable().values("pk"))

    def get_readonly_fields(self, request: HttpRequest, _obj: Model | None = None) -> tuple[str, ...]:
        return ("headed_ground",) if permissions.may_oversee(signed_in(request)) else ("headed_ground", "is_public")

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        fields = ("ground", "breaks_it", "language", "text", "why", "is_public")
        return fields if not obj or self.has_change_permission(request, obj) else as_read(fields)

    def get_form(
        self,
        request: HttpRequest,
        obj: RuleExample | None = None,
        change: bool = False,  # noqa: FBT001, FBT002 # Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:  # type: ignore[type-arg] # not generic at run time
        """Let the form know from which comment the text is taken."""
        made = super().get_form(request, obj, change, **kwargs)
        source = None if obj else _source(request)
        made.taken_from = blind.judged(source.sampled.decision) if source else None  # type: ignore[attr-defined] # ExampleForm
        return made

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the text about which two moderators judged differently; a sealed one is opened by who may."""
        source, begun = _source(request), super().get_changeform_initial_data(request)
        if source is None:
            return begun
        decision, comment = source.sampled.decision, blind.judged(source.sampled.decision)
        moderator = signed_in(request)
        if not permissions.may_judge_again(moderator):
            raise PermissionDenied
        permissions.demand_unshielded(moderator, comment.author)
        second_judgements.note_opening(sampled=source.sampled, by=moderator, now=timezone.now())
        ground = decision.ground_id or source.ground_id
        return begun | {"ground": ground, "language": comment.language, "text": examples.prepared(decision)}

    def save_model(self, request: HttpRequest, obj: RuleExample, form: ExampleForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        if not change:
            obj.made_by, obj.made_at, obj.comment = signed_in(request), timezone.now(), form.taken_from
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("text"), ordering="text")
    def shortly(self, example: RuleExample) -> str:
        return Truncator(example.text).chars(90)


def _source(request: HttpRequest) -> SecondJudgement | None:
    """Return the second judgement that an example is made of, where the address names one."""
    asked = request.GET.get("judgement")
    if asked is None:
        return None
    of = "sampled__decision__comment__article", "sampled__decision__comment__author"
    of_comment = {f"sampled__decision__comment__{name}": value for name, value in THERE.items()}
    kept = SecondJudgement.objects.differing().filter(**of_comment)
    return get_object_or_404(kept.select_related(*of), pk=key_from(asked))
