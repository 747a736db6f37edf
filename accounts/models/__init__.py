from accounts.models.age import AgeOfConsent
from accounts.models.append_only import AppendOnly, AppendOnlyQuerySet, AppendOnlyViolation
from accounts.models.breach import Breach, BreachNotice, BreachNoticeText, BreachVersion
from accounts.models.chain import ChainEntry, Checkpoint
from accounts.models.consent import ConsentEvent, ConsentWording, Purpose, PurposeText
from accounts.models.leaving import BlockTrace, Closure, DossierAccess, ErasedPerson, Export
from accounts.models.outbox import Duty, OutboxItem, WorkerBeat
from accounts.models.policy import Acknowledgement, PolicySnapshot, PolicyText, PolicyVersion
from accounts.models.restriction import Restriction
from accounts.models.retention import RetentionPeriod, RetentionRun
from accounts.models.rights import RightsRequest
from accounts.models.session import Session
from accounts.models.setting import SettingChange
from accounts.models.signature import SignatureKey
from accounts.models.token import ApiToken
from accounts.models.user import User

__all__ = [
    "Acknowledgement",
    "AgeOfConsent",
    "ApiToken",
    "AppendOnly",
    "AppendOnlyQuerySet",
    "AppendOnlyViolation",
    "BlockTrace",
    "Breach",
    "BreachNotice",
    "BreachNoticeText",
    "BreachVersion",
    "ChainEntry",
    "Checkpoint",
    "Closure",
    "ConsentEvent",
    "ConsentWording",
    "DossierAccess",
    "Duty",
    "ErasedPerson",
    "Export",
    "OutboxItem",
    "PolicySnapshot",
    "PolicyText",
    "PolicyVersion",
    "Purpose",
    "PurposeText",
    "Restriction",
    "RetentionPeriod",
    "RetentionRun",
    "RightsRequest",
    "Session",
    "SettingChange",
    "SignatureKey",
    "User",
    "WorkerBeat",
]
