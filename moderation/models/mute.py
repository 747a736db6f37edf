"""Whose comments a member does not want to read."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, QuerySet, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class MuteQuerySet(models.QuerySet["Mute"]):
    def by(self, person: User) -> "MuteQuerySet":
        return self.filter(person=person)

    def whom(self) -> "QuerySet[Mute, int]":
        """Return the keys of those who are muted."""
        return self.values_list("muted", flat=True)


class Mute(models.Model):
    """That a member has muted another, until they take it back (C52). The other is never told."""

    person = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("who mutes"), related_name="+", db_index=False
    )
    muted = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("who is muted"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["Mute"]] = MuteQuerySet.as_manager()

    class Meta:
        verbose_name = _("muted member")
        verbose_name_plural = _("muted members")
        constraints = [
            UniqueConstraint(fields=["person", "muted"], name="one_mutes_another_once"),
            CheckConstraint(condition=~Q(person=F("muted")), name="nobody_mutes_themselves"),
        ]

    def __str__(self) -> str:
        """Name it without people: nobody but the one who muted is to know."""
        return str(self.pk)
