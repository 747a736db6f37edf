"""What was imported from another comment system: which comments, and whose they are."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ImportedAuthor(models.Model):
    """Somebody who wrote elsewhere: a person without mailbox, password or account, whose name is shown as it was.

    `digest` knows them again in the next part of the export, also once their name is erased, and tells nobody who
    they are: the account's name or address there, under a key of ours (accounts.privacy.keys).
    """

    person = models.OneToOneField(
        "accounts.User", models.PROTECT, primary_key=True, verbose_name=_("person"), related_name="imported"
    )
    source = models.SlugField(_("source"), max_length=40, db_index=False)
    digest = models.CharField(_("fingerprint"), max_length=64)

    class Meta:
        verbose_name = _("imported author")
        verbose_name_plural = _("imported authors")
        constraints = [UniqueConstraint(fields=["source", "digest"], name="one_person_per_imported_author")]

    def __str__(self) -> str:
        return f"{self.source} {self.person_id}"


class ImportedComment(models.Model):
    """Where a comment was before: no comment of one source is imported twice, and old addresses lead to it (C71)."""

    comment = models.OneToOneField(
        "moderation.Comment", models.PROTECT, primary_key=True, verbose_name=_("comment"), related_name="imported"
    )
    source = models.SlugField(_("source"), max_length=40, db_index=False)
    old_id = models.CharField(_("number there"), max_length=64)
    old_url = models.CharField(_("address there"), max_length=2000, blank=True)

    objects: ClassVar[models.Manager["ImportedComment"]] = models.Manager()

    class Meta:
        verbose_name = _("imported comment")
        verbose_name_plural = _("imported comments")
        constraints = [
            UniqueConstraint(fields=["source", "old_id"], name="a_comment_is_imported_once"),
            CheckConstraint(condition=~Q(old_id=""), name="an_imported_comment_had_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.old_id}"

    def get_address(self) -> str:
        """Return the address of ours that leads to it by its old number, whatever becomes of our own."""
        return reverse("imported_comment", kwargs={"source": self.source, "old_id": self.old_id})
