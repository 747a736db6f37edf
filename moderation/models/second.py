"""Decisions that are judged again by somebody who does not see the first (C80)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, AppendOnlyQuerySet
from moderation.enums import SecondVerdict

#: Of a comment whose text is there to be judged or shown: neither taken back nor erased, its author here and free.
THERE = {"withdrawn_at": None, "erased_at": None, "author__restricted_at": None, "author__closing_at": None}
#: The verdicts that end the waiting: whoever knows the first decision leaves it to another.
JUDGED = (SecondVerdict.PUBLISH, SecondVerdict.REMOVE, SecondVerdict.CANNOT_TELL)


class SampleRound(AppendOnly):
    """One drawing: from which decisions, by which numbers, and how many were drawn. Names nobody."""

    begins_at = models.DateTimeField(_("decisions from"))
    ends_at = models.DateTimeField(_("decisions until"), unique=True)
    #: What the newsroom's numbers were: of 100 decisions, and at least so many of each ground in three months.
    share = models.FloatField(_("share of 100"))
    fewest = models.FloatField(_("at least of each ground"))
    decided = models.PositiveIntegerField(_("decisions"))
    drawn = models.PositiveIntegerField(_("drawn"))

    class Meta:
        verbose_name = _("drawing of decisions")
        verbose_name_plural = _("drawings of decisions")
        constraints = [CheckConstraint(condition=Q(begins_at__lt=F("ends_at")), name="a_drawing_goes_forward")]

    def __str__(self) -> str:
        return f"{self.ends_at:%Y-%m-%d}"


class SampledDecisionQuerySet(AppendOnlyQuerySet):
    def waiting(self, now: datetime) -> "SampledDecisionQuerySet":
        """Those that nobody has judged yet, whose text is still there to be judged. They wait for a month.

        What makes it go (the author's withdrawal, restriction or erasure) is asked the same of kept and removed texts.
        """
        judged = SecondJudgement.objects.filter(sampled=OuterRef("pk"), verdict__in=JUDGED)
        of_comment = {f"decision__comment__{name}": value for name, value in THERE.items()}
        return self.filter(~Exists(judged), round__ends_at__gt=now - SampledDecision.WAITS, **of_comment)


class SampledDecision(AppendOnly):
    """A moderator's decision that was drawn to be judged again, and how likely it was to be drawn."""

    WAITS: ClassVar[timedelta] = timedelta(days=30)

    decision = models.OneToOneField(
        "moderation.Decision", models.PROTECT, verbose_name=_("decision"), related_name="sampled"
    )
    round = models.ForeignKey(SampleRound, models.PROTECT, verbose_name=_("drawing"), related_name="sampled")
    #: Rare grounds are drawn more often than others; what is counted over all of them weighs by this.
    chance = models.FloatField(_("chance of being drawn"))

    objects: ClassVar[models.Manager["SampledDecision"]] = SampledDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision to be judged again")
        verbose_name_plural = _("decisions to be judged again")
        constraints = [CheckConstraint(condition=Q(chance__gt=0, chance__lte=1), name="a_drawn_decision_had_a_chance")]

    def __str__(self) -> str:
        return str(self.pk)


class SecondJudgementQuerySet(models.QuerySet["SecondJudgement"]):
    def judged(self) -> "SecondJudgementQuerySet":
        return self.filter(verdict__in=JUDGED)

    def differing(self) -> "SecondJudgementQuerySet":
        """Those in which two moderators would have done, or would have named, something else."""
        other_ground = Q(verdict=SecondVerdict.REMOVE) & ~Q(ground=F("sampled__decision__ground"))
        removed = Q(sampled__decision__ground__isnull=False)
        outcome = Q(verdict=SecondVerdict.PUBLISH) & removed | Q(verdict=SecondVerdict.REMOVE) & ~removed
        return self.filter(outcome | removed & other_ground)


class SecondJudgement(models.Model):
    """What another moderator would have done, without having seen the first decision. It changes nothing by itself.

    Rows are only added. A trigger refuses those of the person who decided first and of the comment's author
    (`moderation_secondjudgement_refuse_insert`); of what is written, the note alone may go.
    """

    sampled = models.ForeignKey(
        SampledDecision,
        models.PROTECT,
        verbose_name=_("decision to be judged again"),
        related_name="judgements",
        db_index=False,
    )
    verdict = models.CharField(_("second judgement"), max_length=12, choices=SecondVerdict)
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, related_name="+", db_index=False
    )
    #: For colleagues; about the text.
    note = models.TextField(_("note"), max_length=1000, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["SecondJudgement"]] = SecondJudgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("second judgement")
        verbose_name_plural = _("second judgements")
        constraints = [
            CheckConstraint(condition=Q(verdict__in=SecondVerdict.values), name="a_second_judgement_is_known"),
            CheckConstraint(
                condition=Q(verdict=SecondVerdict.REMOVE, ground__isnull=False)
                | ~Q(verdict=SecondVerdict.REMOVE) & Q(ground__isnull=True),
                name="a_second_judgement_to_remove_names_its_ground",
            ),
            UniqueConstraint(fields=["sampled"], condition=Q(verdict__in=JUDGED), name="one_second_judgement"),
            UniqueConstraint(fields=["sampled", "made_by"], name="nobody_judges_again_twice"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
