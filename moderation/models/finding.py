"""What the screening saw."""

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.comment import Comment


class Finding(models.Model):
    """What one screening rule saw in one version of a comment (C17)."""

    comment = models.ForeignKey(
        Comment, models.PROTECT, verbose_name=_("comment"), related_name="findings", db_index=False
    )
    version = models.PositiveIntegerField(_("version"))
    rule = models.CharField(_("check"), max_length=40)
    rule_version = models.PositiveSmallIntegerField(_("version of the check"), default=1)
    #: Empty for a finding under no ground of the nineteen (language of the edition).
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, related_name="+"
    )
    score = models.FloatField(_("score"), null=True)
    start = models.PositiveIntegerField(_("from character"), null=True)
    end = models.PositiveIntegerField(_("to character"), null=True)
    is_disguised = models.BooleanField(_("disguised"), default=False)
    #: none, nudge, flag or hold (moderation.screening.Action).
    action = models.CharField(_("action"), max_length=8)
    #: The entry of a list that it comes from (C81).
    entry = models.ForeignKey(
        "moderation.ListEntry",
        models.PROTECT,
        verbose_name=_("list entry"),
        null=True,
        related_name="+",
        db_index=False,
    )
    #: A word for what was seen, never the text itself.
    detail = models.CharField(_("detail"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [
            models.Index(fields=["comment", "version"], name="findings_of_a_version"),
            models.Index(fields=["entry"], condition=Q(entry__isnull=False), name="findings_of_an_entry"),
        ]
        constraints = [
            CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="a_finding_spans_forward")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.rule}"
