from moderation.models.appeal import Appeal
from moderation.models.appreciation import Appreciation
from moderation.models.badge import Badge
from moderation.models.case import Case, CaseComment
from moderation.models.choice import Choice
from moderation.models.comment import Comment
from moderation.models.credit import CorrectionCredit
from moderation.models.decision import Decision, StatementOfReasons
from moderation.models.example import RuleExample
from moderation.models.figures import TakenFigures
from moderation.models.finding import Finding
from moderation.models.follow import Follow, FollowEvent, FollowRound
from moderation.models.ground import Clause, Ground
from moderation.models.harassment import Harassment, HarassmentPiece
from moderation.models.hearing import Hearing
from moderation.models.imported import ImportedAuthor, ImportedComment
from moderation.models.mistake import Mistake
from moderation.models.misuse import Misuse
from moderation.models.mute import Mute
from moderation.models.note import Note
from moderation.models.report import Report
from moderation.models.sanction import Sanction
from moderation.models.saved import SavedFilter
from moderation.models.scan import Scan
from moderation.models.screening import ListEntry, Nudge, PolicyRow, Ruleset, Threshold
from moderation.models.sealed import SealedCopy
from moderation.models.second import SampledDecision, SampleRound, SecondJudgement
from moderation.models.thread import DiscussionDefault, Thread
from moderation.models.version import CommentVersion
from moderation.models.webhook import WebhookTarget

__all__ = [
    "Appeal",
    "Appreciation",
    "Badge",
    "Case",
    "CaseComment",
    "Choice",
    "Clause",
    "Comment",
    "CommentVersion",
    "CorrectionCredit",
    "Decision",
    "DiscussionDefault",
    "Finding",
    "Follow",
    "FollowEvent",
    "FollowRound",
    "Ground",
    "Harassment",
    "HarassmentPiece",
    "Hearing",
    "ImportedAuthor",
    "ImportedComment",
    "ListEntry",
    "Mistake",
    "Misuse",
    "Mute",
    "Note",
    "Nudge",
    "PolicyRow",
    "Report",
    "RuleExample",
    "Ruleset",
    "SampleRound",
    "SampledDecision",
    "Sanction",
    "SavedFilter",
    "Scan",
    "SealedCopy",
    "SecondJudgement",
    "StatementOfReasons",
    "TakenFigures",
    "Thread",
    "Threshold",
    "WebhookTarget",
]
