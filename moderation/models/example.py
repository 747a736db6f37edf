"""Examples that moderators found for the rules."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.second import THERE


class RuleExampleQuerySet(models.QuerySet["RuleExample"]):
    def usable(self) -> "RuleExampleQuerySet":
        """Those that come from nobody who took the text back or leaves, or whose data is only kept (GDPR Art. 18)."""
        return self.filter(**{f"comment__{name}": value for name, value in THERE.items()})

    def public(self, language: str) -> "RuleExampleQuerySet":
        """Those that readers of a language see beside the rules."""
        return self.usable().filter(is_public=True, language=language).order_by("ground", "-pk")


class RuleExample(models.Model):
    """A text that breaks a rule, or only looks as if it did, and why: for moderators beside the rule (C80).

    It is no part of the rules. Where it came from a comment it goes with the comment's author.
    """

    ground = models.ForeignKey("moderation.Ground", models.PROTECT, verbose_name=_("ground"), related_name="examples")
    breaks_it = models.BooleanField(
        _("it breaks this rule"),
        help_text=_("Otherwise it is an example of what looks like it, and breaks nothing."),
        default=False,
    )
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(
        _("text"), max_length=1000, help_text=_("Leave out names and whatever else tells who somebody is.")
    )
    why = models.TextField(_("why"), max_length=500)
    #: Whether readers see it on the page of the rules.
    is_public = models.BooleanField(_("shown to readers"), default=False)
    #: The comment it was taken from.
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["RuleExample"]] = RuleExampleQuerySet.as_manager()

    class Meta:
        verbose_name = _("example of a rule")
        verbose_name_plural = _("examples of the rules")
        constraints = [
            CheckConstraint(condition=~Q(text="") & ~Q(why=""), name="an_example_says_what_and_why"),
        ]

    def __str__(self) -> str:
        """Name it without its text: the admin's log keeps the name longer than the example."""
        return f"{self.ground_id}/{self.pk}"
