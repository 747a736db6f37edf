"""What the newsroom tells the screening and the comment form: thresholds, the policy table, lists. Policy as rows."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from moderation.enums.screening import POLICY_ACTIONS, ListKind, NudgeAnswer, ScreeningAction


class Ruleset(models.Model):
    """A state of all thresholds, policies and lists; every change makes the next one, and screened comments name it."""

    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    #: What was changed: [kind, key, before, after], so that it can be read and taken back (C19).
    changes = models.JSONField(_("changes"), default=list, editable=False)

    class Meta:
        verbose_name = _("ruleset")
        verbose_name_plural = _("rulesets")

    def __str__(self) -> str:
        return str(self.pk)


class Threshold(models.Model):
    """A number that decides something, its default, and how far it may be moved (C70)."""

    name = models.SlugField(_("name"), primary_key=True)
    value = models.FloatField(_("value"))
    default = models.FloatField(_("default"), editable=False)
    lowest = models.FloatField(_("lowest"), editable=False)
    highest = models.FloatField(_("highest"), editable=False)
    description = models.TextField(_("what it does"), editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("changed by"), null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        ordering = ["name"]
        constraints = [
            CheckConstraint(
                condition=Q(value__gte=F("lowest"), value__lte=F("highest")), name="a_threshold_keeps_its_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyRow(models.Model):
    """What one kind of evidence leads to. `kind` is the rule's name, a dot and the word for what it saw."""

    kind = models.CharField(_("evidence"), max_length=80, primary_key=True)
    #: Empty for the check of the language.
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, related_name="+"
    )
    action = models.CharField(_("leads to"), max_length=8, choices=POLICY_ACTIONS)
    default = models.CharField(_("default"), max_length=8, choices=POLICY_ACTIONS, editable=False)
    description = models.TextField(_("what is seen"), editable=False)
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    changed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("changed by"), null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("screening policy")
        verbose_name_plural = _("screening policy")
        ordering = ["kind"]
        constraints = [
            CheckConstraint(
                condition=Q(action__in=[value for value, _label in POLICY_ACTIONS]),
                name="a_policy_leads_to_a_known_action",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Nudge(models.Model):
    """That somebody was asked to think again, and what came of it (C81). Names neither the writer nor the text."""

    form = models.UUIDField(_("form"), unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), db_index=True)
    rules = models.JSONField(_("rules"), default=list)
    entries = models.JSONField(_("list entries"), default=list)
    answer = models.CharField(_("answer"), max_length=8, choices=NudgeAnswer, default=NudgeAnswer.NONE)
    #: Whether what was sent then was published at once (C86).
    is_published = models.BooleanField(_("published at once"), default=False)

    class Meta:
        verbose_name = _("nudge")
        verbose_name_plural = _("nudges")
        constraints = [
            CheckConstraint(condition=Q(answer__in=NudgeAnswer.values), name="a_nudge_has_a_known_answer"),
            CheckConstraint(
                condition=Q(is_published=False) | ~Q(answer=NudgeAnswer.NONE), name="what_was_not_sent_is_not_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}: {', '.join(self.rules)}"


class ListEntry(models.Model):
    """A word, phrase or host of the newsroom's lists (C19). Taken off by a date, so that a change can be taken back."""

    kind = models.CharField(_("list"), max_length=12, choices=ListKind)
    pattern = models.CharField(_("entry"), max_length=2000)
    language = models.CharField(_("language"), max_length=12, default="und")
    #: Empty for hosts.
    ground = models.ForeignKey(
        "moderation.Ground", models.PROTECT, verbose_name=_("ground"), null=True, blank=True, related_name="+"
    )
    action = models.CharField(_("leads to"), max_length=8, choices=ScreeningAction, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), default=2)
    detail = models.CharField(_("what it is"), max_length=100, blank=True)
    is_quiet = models.BooleanField(_("counts only when disguised"), default=False)
    allowed = models.JSONField(_("words that make it innocent"), default=list, blank=True)
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("added by"), null=True, editable=False, related_name="+"
    )
    retired_at = models.DateTimeField(_("taken off"), null=True, blank=True)

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("word lists")
        ordering = ["kind", "language", "pattern"]
        constraints = [
            UniqueConstraint(
                fields=["kind", "language", "pattern"],
                condition=Q(retired_at__isnull=True),
                name="one_entry_per_list_language_and_pattern",
            ),
            CheckConstraint(
                condition=~Q(kind__in=[ListKind.WORDS, ListKind.PHRASES])
                | Q(ground__isnull=False) & Q(action__in=ScreeningAction.values),
                name="a_listed_word_names_ground_and_action",
            ),
        ]

    def __str__(self) -> str:
        return self.pattern
