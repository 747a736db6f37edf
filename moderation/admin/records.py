"""The records: what was decided, why, against whom, and what came in. Read, never edited."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.admin.exporting import Exported
from accounts.admin.rows import UnlessKept
from accounts.models import User
from articles.reach import reach
from moderation import headings, permissions
from moderation.actions import appeals, letters, scans
from moderation.admin import calibration, coverage, misuse, own_figures, report, scan, sweep
from moderation.admin.access import DeskAdmin, signed_in_moderator
from moderation.admin.grounds import BY_GROUND, NamesGrounds
from moderation.enums import Channel
from moderation.forms.appeal import FiledLetterForm
from moderation.models import Appeal, Clause, Decision, Ground, Hearing, Misuse, Report, Sanction, StatementOfReasons

#: Columns of the ledger as a table: who decided what about whom, when, why, and what it takes back.
EXPORTED = (
    "pk", "made_at", "measure", "ground__number", "rules_version__number", "subject__public_id", "comment",
    "comment_version", "decided_by__name", "source", "statement__reference", "omission", "reverses",
)  # fmt: skip
#: The parts of a letter in words.
PARTS = {
    "subject": gettext_lazy("subject"),
    "user_id": gettext_lazy("user ID"),
    "explanation": gettext_lazy("explanation"),
}


@admin.register(Decision)
class DecisionAdmin(Exported, UnlessKept, NamesGrounds, DeskAdmin):
    """The ledger."""

    people = ("subject",)
    comments = ("comment", "reverses__comment")

    list_display = ("made_at", "measure", "headed_ground", "subject", "comment", "decided_by", "source")
    list_filter = ("measure", "source", BY_GROUND, "made_at")
    list_select_related = ("subject", "comment", "decided_by")
    search_fields = ("subject__public_id", "statement__reference")
    search_help_text = gettext_lazy("a user ID or the reference of a statement")
    show_full_result_count = False
    ordering = ("-pk",)
    file_name, columns = "decisions.csv", EXPORTED

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/together/", wrap(self.together_view), name="moderation_decision_together"),
            path("figures/", wrap(partial(own_figures.view, self)), name="moderation_decision_figures"),
            path("clauses/", wrap(partial(calibration.view, self)), name="moderation_decision_clauses"),
            *super().get_urls(),
        ]

    def together_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what was decided with this, and take all of it back."""
        return sweep.undo_view(self, request, pk)


@admin.register(StatementOfReasons)
class StatementAdmin(UnlessKept, DeskAdmin):
    """What restricted people were told, and whether it reached them."""

    comments = ("decision__comment",)
    list_display = (
        "reference", "measure", "person", "clause", "issued_at",
        "delivered_at", "viewed_at", "bounced_at", "acknowledged_at",
    )  # fmt: skip
    list_filter = ("measure", "source", "issued_at")
    list_select_related = ("person", "clause")
    search_fields = ("reference", "person__public_id")
    show_full_result_count = False
    ordering = ("-pk",)
    change_list_template = "admin/moderation/statementofreasons/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        report_page = path("report/", wrap(partial(report.view, self)), name="moderation_statementofreasons_report")
        return [report_page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Lead to the report that is counted from these."""
        may_report = isinstance(request.user, User) and permissions.may_see_all_figures(request.user)
        return super().changelist_view(request, (extra_context or {}) | {"may_report": may_report})


@admin.register(Sanction)
class SanctionAdmin(UnlessKept, DeskAdmin):
    """Blocks and deleted accounts."""

    people = ("subject",)
    comments = ("imposed_by_decision__comment",)

    list_display = ("subject", "kind", "state", "ordinal", "mode", "is_urgent", "imposed_at", "ended_at")
    list_filter = ("kind", "state", "ordinal", "mode", "is_urgent")
    list_select_related = ("subject",)
    search_fields = ("subject__public_id", "subject__name")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Hearing)
class HearingAdmin(UnlessKept, DeskAdmin):
    """Hearings before a block; open ones are decided in the queue."""

    comments = ("comment",)
    list_display = ("reference", "person", "opened_at", "ends_at", "replied_at", "outcome", "decided_at")
    list_filter = ("outcome", "opened_at")
    list_select_related = ("person",)
    search_fields = ("reference", "person__public_id")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Appeal)
class AppealAdmin(UnlessKept, DeskAdmin):
    """Letters; open ones are answered in the queue, whoever wrote them; those on paper are filed here (C36)."""

    readonly_fields = ("scans_held",)
    list_display = ("reference", "kind", "state", "outcome", "person", "channel", "received_at", "due_at", "decided_at")
    list_filter = ("kind", "state", "outcome", "channel")
    list_select_related = ("person",)
    search_fields = ("reference", "person__public_id")
    show_full_result_count = False
    ordering = ("-pk",)

    def within(self, user: User) -> Q:
        return permissions.contesting(user, "contested")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and permissions.may_end_sanctions(request.user)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",  # noqa: ARG002 # Django's signature
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 # as above
    ) -> HttpResponse:
        """File a letter with the day it came; what is missing is asked of the person."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        # what was typed when the session had ended is shown again
        typed = request.POST if request.method == "POST" else drafts.kept(request)
        files = request.FILES if request.method == "POST" else None
        form = FiledLetterForm(typed or None, files, initial={"received_on": timezone.localdate()})
        if request.method == "POST" and form.is_valid():
            try:
                appeal = _file(form, signed_in_moderator(request))
            except scans.UnusableScan as why:
                form.add_error("scans", str(why))
            except appeals.AlreadyOpen as already:
                said = _("Letter %(reference)s about the same decision is still open. Answer that one.")
                form.add_error(None, said % {"reference": already.appeal.reference})
            else:
                drafts.forget(request)
                messages.success(request, self._filed(appeal))
                return redirect("admin:moderation_appeal_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("File a letter"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/moderation/appeal/add.html", context)

    def scans_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List the scans of a letter, open one, or add some."""
        return scan.view(self, request, pk)

    @admin.display(description=gettext_lazy("scans"))
    def scans_held(self, appeal: Appeal) -> str:
        """Lead to the scans, whose opening is noted."""
        address = reverse("admin:moderation_appeal_scans", args=[appeal.pk])
        return format_html('<a href="{}">{}</a>', address, appeal.scans.count())

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/scans/", wrap(self.scans_view), name="moderation_appeal_scans"),
            path("checks/", wrap(partial(coverage.view, self)), name="moderation_appeal_checks"),
            *super().get_urls(),
        ]

    def _filed(self, appeal: Appeal) -> str:
        """Say what became of a letter that was filed."""
        if not appeal.missing:
            return _("Letter %(reference)s is filed.") % {"reference": appeal.reference}
        said = _("Letter %(reference)s is filed, but lacks something: %(missing)s. It keeps the day it came.")
        missing = ", ".join(str(PARTS[part]) for part in appeal.missing)
        return said % {"reference": appeal.reference, "missing": missing}


@transaction.atomic
def _file(form: FiledLetterForm, by: User) -> Appeal:
    """File a letter with its scans, or neither."""
    now, channel = timezone.now(), Channel(form.cleaned_data["channel"])
    appeal = letters.receive(letter=form.letter(), channel=channel, now=now)
    scans.keep(letter=appeal, scanned=form.cleaned_data["scans"], by=by, now=now)
    return appeal


@admin.register(Report)
class ReportAdmin(UnlessKept, NamesGrounds, DeskAdmin):
    """Reports and notices."""

    people = ("comment__author", "reporter")
    comments = ("comment",)

    list_display = ("reference", "kind", "headed_ground", "comment", "outcome", "received_at", "decided_at")
    list_filter = ("kind", "outcome", BY_GROUND)
    list_select_related = ("comment",)
    search_fields = ("reference",)
    show_full_result_count = False
    ordering = ("-pk",)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/misuse/", wrap(partial(misuse.view, self)), name="moderation_report_misuse"),
            *super().get_urls(),
        ]


@admin.register(Misuse)
class MisuseAdmin(UnlessKept, DeskAdmin):
    """Warnings and pauses for misuse of reports; each leads to the page on which it is taken back."""

    list_display = ("reference", "step", "unfounded", "of_all", "made_at", "ends_at", "taken_back_at", "leads_to")
    list_filter = ("step", "made_at")
    search_fields = ("reference",)
    show_full_result_count = False
    ordering = ("-pk",)

    def within(self, user: User) -> Q:
        """Whoever is limited sees those of people who reported something within reach."""
        held = reach(user, self.seen_by)
        sent = Report.objects.filter(held.within("comment__article"), reporter=OuterRef("person"))
        return Q() if held.is_everywhere else Q(Exists(sent))

    @admin.display(description=gettext_lazy("report"))
    def leads_to(self, row: Misuse) -> str:
        """Lead to the newest report of the person."""
        report = Report.objects.filter(reporter=row.person_id).order_by("-pk").first()
        address = report and reverse("admin:moderation_report_misuse", args=[report.pk])
        return format_html('<a href="{}">{}</a>', address, report) if report else "–"


@admin.register(Ground)
class GroundAdmin(DeskAdmin):
    """The nineteen grounds."""

    list_display = ("number", "heading", "code", "dsa_category", "dsa_keyword")

    @admin.display(description=gettext_lazy("heading"))
    def heading(self, row: Ground) -> str:
        """Say it as the rules in force do, in the language of the page."""
        return headings.of_grounds(timezone.now()).get(row.number, "")


@admin.register(Clause)
class ClauseAdmin(NamesGrounds, DeskAdmin):
    """Their wording per version and language."""

    list_display = ("version", "headed_ground", "language", "heading")
    list_filter = ("version", "language")
    list_select_related = ("version",)
