"""All comments, and the card of one outside the queue: for undoing, and for what nobody reported."""

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.admin.rows import UnlessKept
from accounts.models import User
from articles.reach import reach
from moderation import permissions
from moderation.admin import asking, second, sweep
from moderation.admin.access import OpensItself
from moderation.admin.asking import Request, Seen, seen
from moderation.admin.deciding import carry_out, shown, tell
from moderation.enums import Status
from moderation.models import Comment


@admin.register(Comment)
class CommentAdmin(UnlessKept, OpensItself):
    """Every comment with its state; the text of removed ones is opened on the card."""

    people = ("author",)

    def within(self, user: User) -> Q:
        return reach(user, self.seen_by).within("article")

    list_display = ("head", "status", "author", "article", "submitted_at")
    list_filter = ("status", "language", "submitted_at")
    list_select_related = ("author", "article")
    #: Who searches in sealed texts would learn what they say.
    search_fields = ("open_text", "author__name", "author__public_id")
    search_help_text = gettext_lazy("words of the text, a name, or a user ID")
    date_hierarchy = None
    show_full_result_count = False
    ordering = ("-pk",)
    actions = ("decide_together",)

    @admin.display(description=gettext_lazy("comment"))
    def head(self, comment: Comment) -> str:
        """Show the beginning of the text where readers can read it too."""
        return " ".join(comment.body.split())[:90] if comment.is_readable else f"({comment.get_status_display()})"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        closed_up = Q(status=Status.REMOVED) | Q(author__restricted_at__isnull=False)
        open_text = Case(When(closed_up, then=Value("")), default=F("body"), output_field=TextField())
        rows: QuerySet[Comment] = super().get_queryset(request).filter(erased_at__isnull=True)
        return rows.annotate(open_text=open_text)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("together/", wrap(self.together_view), name="moderation_comment_together"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Decide about them together"))
    def decide_together(self, _request: HttpRequest, chosen: QuerySet[Comment]) -> HttpResponse:
        return redirect(sweep.address(chosen))

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Decide about several comments at once."""
        return sweep.decide_view(self, request)

    def opened(self, request: HttpRequest, moderator: User, key: int) -> HttpResponse:
        """Show the comment's card; a POST decides."""
        there = Q(erased_at__isnull=True) | Q(sealed_copy__isnull=False)
        comment = Comment.objects.with_context().filter(there, pk=key).first()
        if comment is None:
            raise Http404
        permissions.demand(moderator, permissions.DECIDE, comment.article)
        permissions.demand_unshielded(moderator, comment.author)
        if (asked_first := second.before_looking(self, request, comment, moderator)) is not None:
            return asked_first
        is_sent = request.method == "POST"
        data = request.POST if is_sent else asking.kept(request)
        asked = Request(comment, seen(data).get(comment.pk, Seen()), None, moderator, data, timezone.now())
        outcome = carry_out(data.get("act", ""), asked) if is_sent else asking.brought_back(asked)
        tell(request, outcome)
        if is_sent and not outcome.act:
            drafts.forget(request)
            return redirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Comment"),
            "opts": self.opts,
            "sweep": sweep.last_of(comment),
            **shown(comment, outcome),
        }
        return TemplateResponse(request, "admin/moderation/comment/change_form.html", context)
