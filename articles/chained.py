"""The logs of the newsroom that are chained (accounts.chain)."""

from accounts.chain.logs import Log

MADE = ("made_by_id",)
LOGS = (
    Log(
        code="article-event",
        model="articles.ArticleEvent",
        at="made_at",
        told=("article_id", "revision_id", "act", "from_state", "to_state", "fields", "note"),
        withheld=MADE,
    ),
    Log(
        code="paper-event",
        model="articles.PaperEvent",
        at="made_at",
        told=("thing", "key", "act", "fields", "note"),
        withheld=MADE,
    ),
    Log(
        code="tag-event",
        model="articles.TagEvent",
        at="made_at",
        told=("tag_id", "act", "before", "after"),
        withheld=MADE,
    ),
    Log(
        code="override", model="articles.ChecklistOverride", at="event__made_at", told=("event_id", "points", "reason")
    ),
    Log(code="lift", model="articles.EmbargoLift", at="event__made_at", told=("event_id", "reason")),
    Log(
        code="role",
        model="articles.AssignmentChange",
        at="made_at",
        told=("person_id", "role", "before", "after"),
        withheld=MADE,
        ends="role-changes",
    ),
)
