"""Filters of the review queue that moderators keep under a name."""

from typing import ClassVar
from urllib.parse import urlencode

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User

#: What the address of a list calls the words that are searched for.
SEARCHED = "q"


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def for_desk_of(self, user: User) -> "SavedFilterQuerySet":
        """Those that somebody keeps, and those that the newsroom shares."""
        return self.filter(Q(owner=user) | Q(is_shared=True)).order_by(Lower("name"), "pk")


class SavedFilter(models.Model):
    """How somebody narrows the queue, under a name (C25)."""

    owner = models.ForeignKey("accounts.User", models.CASCADE, verbose_name=_("whose"), related_name="+")
    name = models.CharField(_("name"), max_length=60)
    #: What the address of the list says behind its question mark, without the words searched for.
    query = models.TextField(_("filter"), blank=True)
    #: They may name a reader, and go with them.
    words = models.TextField(_("words searched for"), blank=True)
    is_shared = models.BooleanField(_("shared"), default=False)
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["SavedFilter"]] = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        permissions = [("share_savedfilter", "Can share filters of the queue with the newsroom")]
        constraints = [
            CheckConstraint(condition=~Q(name=""), name="a_saved_filter_has_a_name"),
            CheckConstraint(condition=~Q(query="", words=""), name="a_saved_filter_narrows_something"),
            UniqueConstraint("owner", Lower("name"), name="one_saved_filter_per_owner_and_name"),
            UniqueConstraint(Lower("name"), condition=Q(is_shared=True), name="one_shared_filter_per_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Return what stands behind the question mark of the list's address."""
        return "&".join(filter(None, (self.query, urlencode({SEARCHED: self.words}) if self.words else "")))
