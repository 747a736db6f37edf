"""Who appreciates which comment."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class AppreciationQuerySet(models.QuerySet["Appreciation"]):
    def by(self, person: User) -> "AppreciationQuerySet":
        return self.filter(person=person)


class Appreciation(models.Model):
    """A member's word that a comment is worth reading, until they take it back (C4).

    `Comment.appreciation_count` is how many a comment has; the database lets it tell no more than there are.
    """

    comment = models.ForeignKey(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="+", db_index=False
    )
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("given by"), related_name="+")
    given_at = models.DateTimeField(_("given"))

    objects: ClassVar[models.Manager["Appreciation"]] = AppreciationQuerySet.as_manager()

    class Meta:
        verbose_name = _("appreciation")
        verbose_name_plural = _("appreciations")
        constraints = [
            UniqueConstraint(fields=["comment", "person"], name="one_appreciation_per_person_and_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} by {self.person_id}"
