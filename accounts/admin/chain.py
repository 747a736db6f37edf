"""The checkpoints of the chain: how far it reaches."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.rows import ReadOnly
from accounts.models import Checkpoint


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Checkpoints are published. When all was compared last, the page *How the site is* says (V64, A60)."""

    list_display = ("number", "made_at", "size", "hash", "remark")
    date_hierarchy = "made_at"

    @admin.display(description=_("remark"))
    def remark(self, checkpoint: Checkpoint) -> str:
        """Say of the few that were made after a backup was restored that they were."""
        return gettext("after a restored backup") if checkpoint.is_restored else ""
