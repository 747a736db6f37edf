"""The ledger, and the statement of reasons that every restriction carries."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, AppendOnlyQuerySet, User
from accounts.prepared import Moment
from accounts.references import new_reference
from moderation.enums import ACCOUNT_MEASURES, HUMAN_MEASURES, RESTRICTIONS, SWEPT, Measure, Omission, Source


def new_statement_reference() -> str:
    return new_reference("S")


class StatementQuerySet(models.QuerySet["StatementOfReasons"]):
    def unacknowledged(self) -> "StatementQuerySet":
        """Warnings that still hold and that nobody has said to have read (C65)."""
        warnings = self.filter(measure=Measure.WARN, acknowledged_at__isnull=True)
        return warnings.filter(decision__reversals__isnull=True)

    def suspending(self, now: Moment) -> "StatementQuerySet":
        """Suspensions from commenting that last at `now`, the longest first (C64)."""
        standing = self.filter(measure=Measure.SUSPEND, decision__reversals__isnull=True)
        return standing.filter(issued_at__lte=now, ends_at__gt=now).order_by("-ends_at")


class StatementOfReasons(models.Model):
    """Why a person was restricted, in the words they were given (DSA Art. 17). These can be redacted."""

    reference = models.CharField(_("reference"), max_length=16, unique=True, default=new_statement_reference)
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="statements")
    language = models.CharField(_("language"), max_length=12)
    clause = models.ForeignKey("moderation.Clause", models.PROTECT, verbose_name=_("clause"), related_name="+")
    #: (a) what was done, where and how long
    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    scope = models.TextField(_("what was restricted"))
    ends_at = models.DateTimeField(_("until"), null=True)
    #: (b) facts and source, (c) automation
    facts = models.TextField(_("facts"))
    source = models.CharField(_("what led to it"), max_length=12, choices=Source)
    is_detected_automatically = models.BooleanField(_("found by a program"), default=False)
    #: (d)/(e) law or clause, and why it applies
    is_illegal = models.BooleanField(_("against the law"), default=False)
    law = models.CharField(_("law"), max_length=300, blank=True)
    why = models.TextField(_("why the clause applies"))
    #: Whether and how the person was heard before (D08); empty where nobody is.
    procedure = models.TextField(_("whether the person was heard"), blank=True)
    #: Date of the restricted content, or of the account's creation, for the transparency database.
    content_at = models.DateTimeField(_("date of the content"))
    issued_at = models.DateTimeField(_("issued"))
    #: The complaint window opens with the first of these (DSA Art. 20(1); V12).
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    viewed_at = models.DateTimeField(_("seen"), null=True)
    bounced_at = models.DateTimeField(_("undeliverable"), null=True)
    #: When a member said that they had read a warning, which comes before their next comment (C65).
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)

    objects: ClassVar[models.Manager["StatementOfReasons"]] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of reasons")
        verbose_name_plural = _("statements of reasons")
        constraints = [
            CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(measure=Measure.WARN),
                name="only_a_warning_is_acknowledged",
            ),
            CheckConstraint(
                condition=~Q(measure=Measure.SUSPEND) | Q(ends_at__isnull=False, ends_at__gt=F("issued_at")),
                name="a_suspension_ends_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class DecisionQuerySet(AppendOnlyQuerySet):
    def about(self, person: User) -> "DecisionQuerySet":
        return self.filter(subject=person)

    def of_sweep(self, decision: "Decision") -> "DecisionQuerySet":
        """Return what the same person decided about comments at the same moment (`actions.sweeps`)."""
        swept = self.filter(decided_by__isnull=False, decided_by=decision.decided_by_id, made_at=decision.made_at)
        return swept.filter(comment__isnull=False, measure__in=SWEPT)


class Decision(AppendOnly):
    """One thing decided, by the screening or by a person. Append-only, no free text, every key out of it PROTECT."""

    measure = models.CharField(_("measure"), max_length=12, choices=Measure)
    # Most decisions are the screening's and name a person and a comment only: keys that they leave empty have indexes
    # without them (Meta).
    subject = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("person concerned"), related_name="+", db_index=False
    )
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), null=True, related_name="decisions"
    )
    comment_version = models.PositiveIntegerField(_("version of the comment"), null=True)
    case = models.ForeignKey(
        "moderation.Case", models.PROTECT, verbose_name=_("case"), null=True, related_name="decisions", db_index=False
    )
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, related_name="+", db_index=False
    )
    rules_version = models.ForeignKey(
        "accounts.PolicyVersion",
        models.PROTECT,
        verbose_name=_("version of the rules"),
        null=True,
        related_name="+",
        db_index=False,
    )
    #: Empty when the screening decided: it can publish or hold, nothing else.
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+", db_index=False
    )
    source = models.CharField(_("what led to it"), max_length=12, choices=Source, default=Source.OWN_INITIATIVE)
    statement = models.OneToOneField(
        StatementOfReasons, models.PROTECT, verbose_name=_("statement of reasons"), null=True, related_name="decision"
    )
    omission = models.CharField(_("why there is no statement"), max_length=8, choices=Omission, blank=True)
    reverses = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("takes back"), null=True, related_name="reversals", db_index=False
    )
    made_at = models.DateTimeField(_("decided"))

    objects: ClassVar[models.Manager["Decision"]] = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        permissions = [("oversee_decision", "Can see what each moderator decided, in figures")]
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject", "-made_at"], name="decisions_about_a_person"),
            models.Index(
                fields=["subject", "measure", "made_at"],
                condition=Q(decided_by__isnull=False),
                name="decided_by_people_about",
            ),
            models.Index(
                fields=["decided_by", "-made_at"], condition=Q(decided_by__isnull=False), name="decisions_by_a_person"
            ),
            models.Index(fields=["case"], condition=Q(case__isnull=False), name="decisions_in_a_case"),
            models.Index(fields=["ground"], condition=Q(ground__isnull=False), name="decisions_under_a_ground"),
            models.Index(fields=["reverses"], condition=Q(reverses__isnull=False), name="decisions_taken_back"),
        ]
        constraints = [
            CheckConstraint(
                condition=~Q(measure__in=RESTRICTIONS) | Q(ground__isnull=False, rules_version__isnull=False),
                name="restriction_states_its_ground",
            ),
            CheckConstraint(
                condition=~Q(measure__in=RESTRICTIONS) | Q(statement__isnull=False) | ~Q(omission=""),
                name="restriction_has_its_statement_of_reasons",
            ),
            CheckConstraint(
                condition=~Q(measure__in=HUMAN_MEASURES) | Q(decided_by__isnull=False),
                name="only_a_person_restricts",
            ),
            CheckConstraint(
                condition=Q(measure__in=(*ACCOUNT_MEASURES, Measure.UPHOLD))
                | Q(comment__isnull=False, comment_version__isnull=False),
                name="a_decision_names_what_it_judges",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.pk}"
