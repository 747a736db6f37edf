from accounts.models.append_only import AppendOnly, AppendOnlyQuerySet, AppendOnlyViolation
from accounts.models.consent import ConsentEvent, Purpose, PurposeText
from accounts.models.leaving import BlockTrace, Closure, DossierAccess, ErasedPerson, Export
from accounts.models.outbox import OutboxItem, WorkerBeat
from accounts.models.policy import Acknowledgement, PolicyText, PolicyVersion
from accounts.models.session import Session
from accounts.models.user import User

__all__ = [
    "Acknowledgement",
    "AppendOnly",
    "AppendOnlyQuerySet",
    "AppendOnlyViolation",
    "BlockTrace",
    "Closure",
    "ConsentEvent",
    "DossierAccess",
    "ErasedPerson",
    "Export",
    "OutboxItem",
    "PolicyText",
    "PolicyVersion",
    "Purpose",
    "PurposeText",
    "Session",
    "User",
    "WorkerBeat",
]
