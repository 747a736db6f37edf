"""People with an account: their facts to read, their part on the staff to change."""

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.actions import second_factors, sessions
from accounts.admin.rows import FixedRows, UnlessKept
from accounts.models import User
from accounts.signed_in import signed_in


@admin.register(User)
class UserAdmin(UnlessKept, FixedRows, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Nobody sets another's password here, and people register themselves."""

    list_display = ("public_id", "name", "email", "joined_at", "is_staff", "blocked_at", "closing_at", "restricted_at")
    list_filter = ("is_staff", "groups", "blocked_at")
    search_fields = ("public_id", "name", "email")
    people = ("",)
    ordering = ("-joined_at", "-pk")
    fields = (
        "public_id",
        "name",
        "email",
        "language",
        "joined_at",
        "last_login",
        "blocked_at",
        "closing_at",
        "restricted_at",
        "erased_at",
        "is_staff",
        "is_superuser",
        "roles",
    )
    actions = ("forget_second_factor", "end_sessions")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Only an administrator says who is on the staff, and of nobody whose data is only kept."""
        facts = self.fields[:10]  # up to `erased_at`
        is_kept = isinstance(obj, User) and obj.restricted_at is not None
        return (*facts, "roles") if signed_in(request).is_superuser and not is_kept else tuple(self.fields)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, person: User) -> str:
        """Name the roles, and lead to where they are given, limited and taken away."""
        held = ", ".join(person.groups.values_list("name", flat=True)) or "–"
        address = f"{resolve_url('admin:articles_assignment_changelist')}?person={person.pk}"
        return format_html('{} · <a href="{}">{}</a>', held, address, gettext("Give and take roles"))

    def has_administrator_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).is_superuser

    @admin.action(description=gettext_lazy("Take off a lost second factor"), permissions=["administrator"])
    def forget_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Let who has lost telephone and codes sign in with the password alone; they are told by letter."""
        for person in people:
            try:
                second_factors.forget(person=person, now=timezone.now())
            except second_factors.NoSecondFactor:
                said = gettext("%(name)s has no second factor.") % {"name": person.name or person.email}
                self.message_user(request, said, messages.WARNING)
                continue
            self.log_change(request, person, gettext("Second factor taken off."))
            said = gettext("%(name)s signs in with the password alone, and was told.")
            self.message_user(request, said % {"name": person.name or person.email})

    @admin.action(description=gettext_lazy("Sign out everywhere"), permissions=["administrator"])
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """End every session of people whose device is lost, or whom somebody else may be; they sign in anew."""
        for person in people:
            ended = sessions.end_all(person=person)
            self.log_change(request, person, gettext("Signed out everywhere."))
            said = ngettext(
                "%(name)s was signed out on %(number)s device.", "%(name)s was signed out on %(number)s devices.", ended
            )
            self.message_user(request, said % {"name": person.name or person.email, "number": ended})
