"""What a comment holds about people, its versions, and what the screening found in it."""

from django.utils.translation import gettext_lazy as _

from accounts.privacy.declarations import PersonalData
from moderation.models import Comment
from moderation.personal_data.reasons import COMMENTING, DESK, LEDGER, SCREEN, SCREENING, TREE
from moderation.personal_data.retention import SEALED, VERSIONS

COMMENTS = [
    PersonalData(
        model="moderation.Comment",
        subject="author",
        activity=COMMENTING,
        exported=(
            "id",
            "article__title",
            "parent",
            "language",
            "body",
            "status",
            "submitted_at",
            "edited_at",
            "placed_at",
            "redacted_at",
            "withdrawn_at",
            "version",
            "reply_count",
        ),
        withheld={
            **dict.fromkeys(Comment.FINGERPRINTS, SCREEN),
            "html": _("the text again"),
            "card": _("the text again, as readers see it"),
        },
        redacted={"body": "", "html": "", **dict.fromkeys(Comment.FINGERPRINTS)},
        kept={
            "author": LEDGER,
            "article": TREE,
            "parent": TREE,
            "submitted_at": TREE,
            "edited_at": TREE,
            "placed_at": TREE,
            "redacted_at": TREE,
            "withdrawn_at": TREE,
            "card": _("written anew without text or name"),
            "status": _("the ledger of decisions adds up to it"),
        },
        impersonal=(
            "submission",
            "number",
            "path",
            "depth",
            "language",
            "version",
            "erased_at",
            "reply_count",
            "ruleset",
            "failed_rules",
        ),
        is_left_on_wish=True,
        retention=SEALED,
    ),
    PersonalData(
        model="moderation.CommentVersion",
        subject="comment__author",
        activity=COMMENTING,
        exported=("comment", "number", "body", "replaced_at"),
        withheld={"html": _("the text again")},
        redacted={"body": "", "html": ""},
        kept={"replaced_at": TREE},
        impersonal=("comment", "number"),
        retention=VERSIONS,
    ),
    PersonalData(
        model="moderation.CommentVersion",
        subject="replaced_by",
        activity=DESK,
        exported=("comment", "number", "replaced_at"),
        kept={"replaced_by": LEDGER},
    ),
    PersonalData(
        model="moderation.Finding",
        subject="comment__author",
        activity=SCREENING,
        exported=("comment", "version", "rule", "ground", "action", "detail"),
        is_deleted=True,
        withheld={"score": SCREEN, "is_disguised": SCREEN},
        impersonal=("rule_version", "start", "end", "entry"),
    ),
    PersonalData(
        model="moderation.CaseComment",
        subject="comment__author",
        activity=SCREENING,
        exported=("comment", "version", "is_open"),
        impersonal=("case", "comment", "version", "is_open"),
    ),
]
