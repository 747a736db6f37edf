"""The newsroom's own settings: who set them."""

from accounts.privacy.declarations import PersonalData
from moderation.personal_data.reasons import DESK, LEDGER


def _set_by(model: str, maker: str, when: str, impersonal: tuple[str, ...]) -> PersonalData:
    """Declare a table of the newsroom's own settings: the one thing personal in it is who set a row."""
    return PersonalData(
        model=model,
        subject=maker,
        activity=DESK,
        exported=(when,),
        kept={maker: LEDGER},
        impersonal=(when, *impersonal),
    )


SETTINGS = [
    _set_by("moderation.Ruleset", "made_by", "made_at", ("changes",)),
    _set_by(
        "moderation.Threshold", "changed_by", "changed_at", ("value", "default", "lowest", "highest", "description")
    ),
    _set_by(
        "moderation.Thread",
        "set_by",
        "set_at",
        (
            "article",
            "discussion",
            "message",
            "planned_discussion",
            "planned_message",
            "planned_from",
            "planned_until",
            "review_at",
            "is_watched",
            "last_number",
            "published_count",
            "asked_from",
            "asked_until",
            "answered_until",
            "readers_reply",
            "experts_told_until",
            "unanswered_count",
            "answered_count",
        ),
    ),
    _set_by("moderation.PolicyRow", "changed_by", "changed_at", ("ground", "action", "default", "description")),
    _set_by(
        "moderation.ListEntry",
        "added_by",
        "added_at",
        (
            "kind",
            "pattern",
            "language",
            "ground",
            "action",
            "severity",
            "detail",
            "is_quiet",
            "allowed",
            "owner",
            "why",
            "retired_at",
        ),
    ),
]
