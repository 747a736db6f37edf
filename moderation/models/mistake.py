"""What readers report as wrong in an article."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.references import new_reference
from moderation.enums import MistakeState


def new_mistake_reference() -> str:
    return new_reference("E")


class MistakeQuerySet(models.QuerySet["Mistake"]):
    def open(self) -> "MistakeQuerySet":
        return self.filter(state=MistakeState.OPEN)

    def used(self) -> "MistakeQuerySet":
        """Those about people whose data is used, and not only kept (GDPR Art. 18)."""
        return self.filter(reporter__restricted_at__isnull=True, comment__author__restricted_at__isnull=True)

    def with_context(self) -> "MistakeQuerySet":
        """Load what a task and its answer need, in the same statement."""
        return self.select_related(
            "comment__article", "comment__author", "reporter", "taken_by", "decided_by", "correction__article"
        )


class Mistake(models.Model):
    """Somebody says, from a comment, that its article is wrong: a task for the newsroom, until it is answered (C85)."""

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_mistake_reference)
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="mistakes"
    )
    text = models.TextField(_("what is said to be wrong"), max_length=2000)
    reporter = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("reported by"), null=True, related_name="+"
    )
    #: Where to answer somebody without an account.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=12, choices=MistakeState, default=MistakeState.OPEN)
    #: Who in the newsroom looks at it.
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("who has it"), null=True, related_name="+"
    )
    taken_at = models.DateTimeField(_("taken"), null=True)
    correction = models.ForeignKey(
        "articles.Correction", models.PROTECT, verbose_name=_("correction"), null=True, related_name="+"
    )
    #: The earlier report that this one repeats.
    repeats = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("repeats"), null=True, related_name="repetitions"
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)

    objects: ClassVar[models.Manager["Mistake"]] = MistakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mistake reported in an article")
        verbose_name_plural = _("mistakes reported in articles")
        constraints = [
            CheckConstraint(condition=Q(state__in=MistakeState.values), name="mistake_state_is_known"),
            CheckConstraint(condition=~Q(text=""), name="a_mistake_says_what_is_wrong"),
            CheckConstraint(
                condition=Q(state=MistakeState.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state=MistakeState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="an_answered_mistake_says_by_whom_and_when",
            ),
            CheckConstraint(
                condition=Q(state=MistakeState.CORRECTED, correction__isnull=False)
                | ~Q(state=MistakeState.CORRECTED) & Q(correction__isnull=True),
                name="a_corrected_mistake_names_its_correction",
            ),
            CheckConstraint(
                condition=Q(state=MistakeState.DUPLICATE, repeats__isnull=False)
                | ~Q(state=MistakeState.DUPLICATE) & Q(repeats__isnull=True),
                name="a_repeated_mistake_names_the_first",
            ),
            CheckConstraint(condition=~Q(repeats=F("id")), name="a_mistake_does_not_repeat_itself"),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(state=MistakeState.OPEN), name="open_mistakes"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("moderation:mistake", kwargs={"reference": self.reference})

    @property
    def settled(self) -> "Mistake":
        """Return the report that holds the answer: this one, or the one that it repeats."""
        return self.repeats or self
