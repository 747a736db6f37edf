"""Imported comments: which number and address of an earlier site is which comment, and whose name is to go."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.actions.closing import NothingToCancel
from accounts.admin.exporting import Exported
from accounts.admin.rows import UnlessKept
from accounts.enums import TextsAtErasure
from accounts.models import User
from accounts.signed_in import signed_in
from moderation.actions import imported
from moderation.admin.access import LeadsToCard
from moderation.models import Comment, ImportedComment


@admin.register(ImportedComment)
class ImportedCommentAdmin(Exported, UnlessKept, LeadsToCard):
    """The table of old addresses, for whoever sets up a front server; and where names are erased on request."""

    people, comments = ("comment__author",), ("comment",)
    list_display = ("old_id", "source", "author", "old_url", "comment")
    list_filter = ("source",)
    list_select_related = ("comment__author",)
    search_fields = ("=old_id", "=old_url", "comment__author__name")
    search_help_text = gettext_lazy("a number or an address there, or a name")
    show_full_result_count = False
    ordering = ("-pk",)
    file_name, columns = "imported-comments.csv", ("source", "old_id", "old_url", "comment", "comment__article")
    actions = ("erase_authors",)

    @admin.display(description=gettext_lazy("author"), ordering="comment__author__name")
    def author(self, row: ImportedComment) -> str:
        return row.comment.author.name or "–"

    def has_erase_permission(self, request: HttpRequest) -> bool:
        """An administrator answers who asks to be erased."""
        return signed_in(request).is_superuser

    @admin.action(description=gettext_lazy("Erase their authors, who asked for it"), permissions=["erase"])
    def erase_authors(self, request: HttpRequest, chosen: QuerySet[ImportedComment]) -> HttpResponse | None:
        """Show whose name would go from how many comments; then erase it, with the texts or without."""
        if not self.has_erase_permission(request):
            raise PermissionDenied
        written = chosen.filter(comment__erased_at__isnull=True)
        people = User.objects.filter(pk__in=written.values("comment__author"), erased_at__isnull=True).order_by("pk")
        if request.POST.get("texts") in TextsAtErasure.values:
            self._erase(request, people, TextsAtErasure(request.POST["texts"]))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Erase authors of imported comments"),
            "opts": self.opts,
            "people": Comment.objects.filter(author__in=people)
            .order_by("author")
            .values("author__name", "author")
            .annotate(written=Count("pk")),
            "chosen": request.POST.getlist("_selected_action"),
            "texts": TextsAtErasure,
        }
        return TemplateResponse(request, "admin/moderation/importedcomment/erase.html", context)

    def _erase(self, request: HttpRequest, people: QuerySet[User], texts: TextsAtErasure) -> None:
        count = 0
        for person in people:
            try:
                imported.erase(person=person, texts=texts, now=timezone.now())
            except (imported.HasAccount, NothingToCancel):
                continue
            count += 1
            self.log_change(request, person, f"Erased as an imported author ({texts}).")
        said = ngettext("%(count)d author has been erased.", "%(count)d authors have been erased.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS if count else messages.WARNING)
