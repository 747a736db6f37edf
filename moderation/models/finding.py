"""What the screening saw."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.comment import SUICIDE, Comment
from moderation.screening import Action
from moderation.screening import Finding as Found

#: Rules whose marks say what to change. The others would teach how many copies, which links or which words of an offer
#: pass unseen.
TOLD = ("words", "phrases", "publisher", "personal_data", "links", "capitals", "sentences", "language")
#: Nobody learns what gives away who lures a child or spreads malware; despair breaks no rule.
UNTOLD = (3, SUICIDE, 15)


class FindingQuerySet(models.QuerySet["Finding"]):
    def told(self, comment: Comment) -> "FindingQuerySet":
        """Return what its writer is told of the comment as it is now (C20)."""
        seen = self.filter(comment=comment, version=comment.version, rule__in=TOLD).exclude(ground__in=UNTOLD)
        return seen.exclude(action=Action.NONE.word).order_by("pk")


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

    objects: ClassVar[models.Manager["Finding"]] = FindingQuerySet.as_manager()

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

    @property
    def found(self) -> Found:
        """Say it as the screening does."""
        return Found(
            rule=self.rule,
            rule_version=self.rule_version,
            ground=self.ground_id,
            score=self.score or 0.0,
            start=self.start,
            end=self.end,
            action=Action.named(self.action),
            disguised=self.is_disguised,
            detail=self.detail,
            entry=self.entry_id,
        )
