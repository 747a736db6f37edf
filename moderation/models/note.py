"""What moderators tell one another."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class NoteQuerySet(models.QuerySet["Note"]):
    def on(self, person: User) -> "NoteQuerySet":
        return self.filter(about=person).order_by("-pk")


class Note(models.Model):
    """A word about a member, for colleagues on the desk alone (C29, C30). It decides nothing."""

    about = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person concerned"), related_name="+")
    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), null=True, related_name="+", db_index=False
    )
    text = models.TextField(_("note"))
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["Note"]] = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [CheckConstraint(condition=~Q(text=""), name="a_note_says_something")]

    def __str__(self) -> str:
        return str(self.pk)
