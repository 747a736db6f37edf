"""Badges beside names: editors give and revoke them, and see who gave which (C54)."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.rows import UnlessKept
from accounts.models import User
from accounts.signed_in import signed_in
from articles.reach import reach
from moderation import permissions
from moderation.actions import badges
from moderation.admin.access import DeskAdmin
from moderation.badges import BadgeKind
from moderation.models import Badge, Comment

#: What editors say of a badge.
GIVEN = ("whose", "kind", "article", "words")
#: The number of a comment, alone or at the end of its address.
COMMENT = re.compile(r"(?:.*/)?(\d{1,18})/?(?:#.*)?")


class BadgeForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """For whose name the newsroom vouches, where, and as what."""

    whose = forms.CharField(
        label=gettext_lazy("Whose"),
        max_length=300,
        help_text=gettext_lazy("Their user ID (M-…), or address or number of a comment of theirs."),
    )

    class Meta:
        model = Badge
        fields = ("kind", "article", "words")
        widgets = {"words": forms.TextInput(attrs={"dir": "auto", "size": 60})}

    def clean_whose(self) -> User:
        typed = self.cleaned_data["whose"].strip()
        comment = COMMENT.fullmatch(typed)
        written = Comment.objects.usable().filter(pk=comment[1] if comment else 0)
        found = User.objects.filter(Q(public_id=typed.upper()) | Q(pk__in=written.values("author"))).first()  # one key
        if found is None:
            raise ValidationError(_("Nobody has this user ID, and no comment this number. Copy it from their comment."))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        person, article = said.get("whose"), said.get("article")
        held = Badge.objects.standing().filter(person=person, kind=said.get("kind"), article=article)
        if person and held.exists():
            self.add_error("whose", _("They carry this badge there already. To change its words, revoke it first."))
        return said


@admin.register(Badge)
class BadgeAdmin(UnlessKept, DeskAdmin):
    """Who carries which badge, and the log of who gave and revoked it. All changes are acts (actions.badges)."""

    seen_by = permissions.VOUCH
    form = BadgeForm
    list_display = ("person", "kind", "words", "where", "given_at", "given_by", "revoked_at", "revoked_by")
    list_filter = ("kind", ("revoked_at", admin.EmptyFieldListFilter), "given_at")
    list_select_related = ("person", "article", "given_by", "revoked_by")
    search_fields = ("person__name", "person__public_id", "words", "article__title")
    raw_id_fields = ("article",)
    show_full_result_count = False
    ordering = ("-pk",)
    actions = ("revoke",)

    def within(self, user: User) -> Q:
        held = reach(user, self.seen_by)
        return Q() if held.is_everywhere else Q(article__isnull=False) & held.within("article")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_give_badges(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        if obj:
            return ("person", "kind", "article", "words", "given_at", "given_by", "revoked_at", "revoked_by")
        return GIVEN

    @admin.display(description=gettext_lazy("where it stands"))
    def where(self, badge: Badge) -> str:
        return str(badge.article) if badge.article else _("in the whole paper")

    def save_model(self, request: HttpRequest, obj: Badge, form: BadgeForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        given = badges.give(
            person=form.cleaned_data["whose"],
            kind=BadgeKind(obj.kind),
            article=obj.article,
            words=obj.words,
            by=signed_in(request),
            now=timezone.now(),
        )
        obj.pk, obj.person = given.pk, given.person

    def changeform_view(self, request: HttpRequest, *given: Any, **options: Any) -> HttpResponse:
        """Show the form again with why the badge was refused; nothing typed is lost."""
        try:
            return super().changeform_view(request, *given, **options)
        except REFUSALS as refused:
            messages.error(request, _in_words(refused))
        typed = {name: request.POST.get(name, "") for name in GIVEN}
        return redirect(f"{request.path}?{urlencode(typed)}")

    @admin.action(description=gettext_lazy("Revoke them"), permissions=["add"])
    def revoke(self, request: HttpRequest, chosen: QuerySet[Badge]) -> None:
        """Take the chosen badges back, one by one; what was revoked meanwhile stays so."""
        for badge in chosen.select_related("person", "article"):
            try:
                badges.revoke(badge=badge, by=signed_in(request), now=timezone.now())
            except REFUSALS as refused:
                self.message_user(request, f"{badge.person}: {_in_words(refused)}", messages.WARNING)
            else:
                said = _("%(name)s carries the badge no longer.") % {"name": badge.person}
                self.message_user(request, said, messages.SUCCESS)


REFUSALS = (badges.NotAllowed, badges.NoName, badges.HasIt, badges.Revoked)


def _in_words(refused: Exception) -> str:
    return {
        badges.NotAllowed: _("Nobody gives or revokes a badge of their own. Ask a colleague."),
        badges.NoName: _("This account has no name to vouch for: its address is not confirmed yet, or it is closed."),
        badges.HasIt: _("They carry this badge there already. To change its words, revoke it first."),
        badges.Revoked: _("A colleague has revoked this badge meanwhile."),
    }[type(refused)]
