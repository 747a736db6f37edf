"""What is sent by mail to a member, or to an address that confirmed it, until it ends."""

import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.privacy.matching import addresses

Row = TypeVar("Row", bound=models.Model)


class MailedQuerySet(models.QuerySet[Row]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def written_to(self) -> Self:
        """Leave out whoever goes, and whose data is only kept (GDPR Art. 18)."""
        stays = Q(person__closing_at__isnull=True, person__restricted_at__isnull=True, person__erased_at__isnull=True)
        return self.confirmed().filter(Q(person__isnull=True) | stays)

    def at(self, address: str) -> Self:
        """Those whose letters go to this address, a member's own among them."""
        return self.filter(Q(address=address) | Q(person__email__iexact=address))

    def of(self, person: User) -> Self:
        """A member's own, and those made without the account for a mailbox that is theirs."""
        return self.filter(Q(person=person) | Q(address__in=[one.lower() for one in addresses(person)]))


class Mailed(models.Model):
    """Something that is sent to a member, or to an address. It is deleted when it ends.

    Nothing is sent before the reader has confirmed it from the mailbox, or has proven that mailbox as a member.
    """

    #: Names it in links and in the record of consent, which outlives it.
    receipt = models.UUIDField(_("receipt"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, verbose_name=_("person"), null=True, related_name="+")
    #: Spelt small; empty for a member, whose mailbox may change.
    address = models.EmailField(_("e-mail address"), blank=True)
    #: What was stated when it was asked for (V52); None for a member who had stated it before.
    age_met = models.PositiveSmallIntegerField(_("of this age at least, as stated"), null=True)
    asked_at = models.DateTimeField(_("asked for"), db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    #: Letters that came back for a reason that may pass, each within a month of the one before.
    returned = models.PositiveSmallIntegerField(_("letters that came back"), default=0)
    returned_at = models.DateTimeField(_("last one that came back"), null=True)

    class Meta:
        abstract = True

    @property
    def mailbox(self) -> str:
        return self.person.email or "" if self.person else self.address
