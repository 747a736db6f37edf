"""Who may open the desk, said once for all of its pages."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.admin.rows import ReadOnly
from accounts.models import User
from accounts.safety.keys import key_from
from articles.admin.within import WithinReach
from articles.reach import reach
from moderation import permissions


def signed_in_moderator(request: HttpRequest) -> User:
    """Return the moderator who asks; raise PermissionDenied for anybody else."""
    if not isinstance(request.user, User) or not permissions.may_moderate(request.user):
        raise PermissionDenied
    return request.user


class DeskAdmin(WithinReach, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Pages for moderators, on which rows are looked at and changed by acts alone: none is added, edited or deleted.

    Whoever is limited sees the rows about comments within reach, and those about none.
    """

    actions: tuple[str, ...] | None = None
    seen_by = permissions.DECIDE
    #: The paths from a row to the comment that it is about.
    comments: tuple[str, ...] = ()

    def within(self, user: User) -> Q:
        held = reach(user, self.seen_by)
        if held.is_everywhere or not self.comments:
            return Q()
        about_none = Q(**dict.fromkeys((f"{comment}__isnull" for comment in self.comments), True))
        return reduce(or_, (held.within(f"{comment}__article") for comment in self.comments), about_none)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 # Django's signature
        return isinstance(request.user, User) and permissions.may_moderate(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def action_checkbox(self, row: Model) -> SafeString:
        """Offer a row to the acts on many. Django renders a template for each: a sixth of the queue."""
        label = format_html(_("Select this object for an action - {}"), row)
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, row.pk, label)


class OpensItself(DeskAdmin):
    """Rows whose page is of our own making, for moderators alone."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",  # noqa: ARG002 # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 # as above
    ) -> HttpResponse:
        """Answer what `opened` answers."""
        return self.opened(request, signed_in_moderator(request), key_from(object_id))

    def opened(self, request: HttpRequest, moderator: User, key: int) -> HttpResponse:
        """Show the row of this key, or lead to where it is shown."""
        raise NotImplementedError


class LeadsToCard(OpensItself):
    """Rows that have no page of their own: whoever opens one is led to the card of its comment."""

    def opened(self, _request: HttpRequest, _moderator: User, key: int) -> HttpResponse:
        return redirect("admin:moderation_comment_change", get_object_or_404(self.model, pk=key).comment_id)
