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
    """Say whether a code or a key can be asked for."""
    return bool(Authenticator.objects.filter(user=person).exists())


def way_to_show(person: User) -> str:
    """Name the address where a person who has one shows it: a key, where there is no app."""
    has_app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    has_key = not has_app and Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists()
    return "mfa_reauthenticate_webauthn" if has_key else "mfa_reauthenticate"


def is_shown(request: HttpRequest, person: User) -> bool:
    """Say whether a code or key that still counts opened this session, or has been shown in it since."""
    records = get_authentication_records(request, person)
    shown = [record["id"] for record in records if record.get("method") == "mfa" and "id" in record]
    return bool(shown and Authenticator.objects.filter(user=person, pk__in=shown).exists())
