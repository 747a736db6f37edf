"""The ledger of decisions and the statements of reasons, which are chained (accounts.chain)."""

from accounts.chain.logs import Log

DECISION, STATEMENT = "decision", "statement"
#: They say when a statement reached its person, and are filled in later.
LATER = dict.fromkeys(
    ("delivered_at", "viewed_at", "bounced_at", "acknowledged_at"), "filled in when the person has it"
)
LOGS = (
    Log(
        code=DECISION,
        model="moderation.Decision",
        at="made_at",
        told=(
            "measure",
            "subject__public_id",
            "comment_id",
            "comment_version",
            "ground_id",
            "rules_version__number",
            "source",
            "statement__reference",
            "omission",
            "reverses_id",
        ),
        withheld=("decided_by_id", "case_id"),
    ),
    Log(
        code=STATEMENT,
        model="moderation.StatementOfReasons",
        at="issued_at",
        told=(
            "reference",
            "person__public_id",
            "language",
            "clause_id",
            "clause__ground_id",
            "clause__version__number",
            "measure",
            "scope",
            "ends_at",
            "facts",
            "source",
            "is_detected_automatically",
            "is_illegal",
            "law",
            "why",
            "procedure",
            "content_at",
        ),
        left_out=LATER,
        ends="statements",
    ),
)
