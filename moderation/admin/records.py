"""The records: what was decided, why, against whom, and what came in. Read, never edited."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from moderation.admin.access import DeskAdmin
from moderation.models import Appeal, Clause, Decision, Ground, Report, Sanction, StatementOfReasons


@admin.register(Decision)
class DecisionAdmin(DeskAdmin):
    """The ledger."""

    list_display = ("made_at", "measure", "ground", "subject", "comment", "decided_by", "source")
    list_filter = ("measure", "source", "ground", "made_at")
    list_select_related = ("ground", "subject", "comment", "decided_by")
    search_fields = ("subject__public_id", "statement__reference")
    search_help_text = _("a user ID or the reference of a statement")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(StatementOfReasons)
class StatementAdmin(DeskAdmin):
    """What restricted people were told, and whether it reached them."""

    list_display = ("reference", "measure", "person", "clause", "issued_at", "delivered_at", "viewed_at", "bounced_at")
    list_filter = ("measure", "source", "issued_at")
    list_select_related = ("person", "clause")
    search_fields = ("reference", "person__public_id")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Sanction)
class SanctionAdmin(DeskAdmin):
    """Blocks and deleted accounts."""

    list_display = ("subject", "kind", "state", "ordinal", "imposed_at", "ended_at")
    list_filter = ("kind", "state", "ordinal")
    list_select_related = ("subject",)
    search_fields = ("subject__public_id", "subject__name")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Appeal)
class AppealAdmin(DeskAdmin):
    """Letters; open ones are answered in the queue."""

    list_display = ("reference", "kind", "state", "outcome", "person", "channel", "received_at", "due_at", "decided_at")
    list_filter = ("kind", "state", "outcome", "channel")
    list_select_related = ("person",)
    search_fields = ("reference", "person__public_id")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    """Reports and notices."""

    list_display = ("reference", "kind", "ground", "comment", "outcome", "received_at", "decided_at")
    list_filter = ("kind", "outcome", "ground")
    list_select_related = ("ground", "comment")
    search_fields = ("reference",)
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Ground)
class GroundAdmin(DeskAdmin):
    """The nineteen grounds."""

    list_display = ("number", "code", "dsa_category", "dsa_keyword")


@admin.register(Clause)
class ClauseAdmin(DeskAdmin):
    """Their wording per version and language."""

    list_display = ("version", "ground", "language", "heading")
    list_filter = ("version", "language")
    list_select_related = ("version", "ground")
