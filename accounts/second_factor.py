"""The second factor: who needs one before the admin opens, and who has shown it in this session (QA4, A49)."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User

#: In `settings.SECOND_FACTOR_FOR`: whoever may open the admin.
STAFF = "staff"


def is_needed(person: User) -> bool:
    """Say whether the admin opens to this person with a second factor only: by role, or as all of the staff."""
    roles = set(settings.SECOND_FACTOR_FOR)
    return STAFF in roles or (bool(roles) and person.groups.filter(name__in=roles).exists())


def is_set_up(person: User) -> bool:
    """Say whether a code can be asked for."""
    return bool(Authenticator.objects.filter(user=person).exists())


def is_shown(request: HttpRequest, person: User) -> bool:
    """Say whether a code that still counts opened this session, or has been given in it since."""
    records = get_authentication_records(request, person)
    shown = [record["id"] for record in records if record.get("method") == "mfa" and "id" in record]
    return bool(shown and Authenticator.objects.filter(user=person, pk__in=shown).exists())
