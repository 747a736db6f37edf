"""Staff who open what is held about a person say why, and leave a row that the person sees (V14, V58)."""

from datetime import datetime

from accounts.models import DossierAccess, User


class PurposeMissing(ValueError):
    """Nobody opens a dossier without saying what for."""


def log_access(*, staff: User, person: User, what: str, purpose: str, now: datetime) -> DossierAccess:
    """Note that `staff` opened `what` about `person`, and for which purpose. Raise PurposeMissing without one.

    Call it before showing anything. `purpose` is read by the person: name nobody else in it.
    """
    if not purpose.strip():
        raise PurposeMissing
    return DossierAccess.objects.create(
        staff=staff, person=person, what=what, purpose=purpose.strip()[:300], opened_at=now
    )
