"""Erasing somebody whose comments were imported, when they ask for it (GDPR Art. 17)."""

from datetime import datetime

from django.db import transaction

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import User
from accounts.privacy.receipts import Receipt


class HasAccount(ValueError):
    """This is somebody's account: its owner deletes it."""


@transaction.atomic
def erase(*, person: User, texts: TextsAtErasure, now: datetime) -> Receipt:
    """Erase an imported author's name everywhere, and their texts unless they may stay without it.

    No later import brings either back. Raises HasAccount; closing.NothingToCancel for who is erased already.
    """
    if not (person.is_nobodys or person.erased_at):
        raise HasAccount
    return closing.erase_now(person=person, texts=texts, now=now)
