"""Exports as the other systems write them, of our own making."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from moderation.actions import imports
from moderation.actions.entering import Source
from moderation.imports.formats import FORMATS
from moderation.models import Comment, ImportedComment

EXPORTS = Path(__file__).parent / "exports"
FILES = {
    "coral": EXPORTS / "coral",
    "disqus": EXPORTS / "disqus.xml",
    "remark42": EXPORTS / "remark42.jsonl",
    "wordpress": EXPORTS / "wordpress.xml",
}
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def read(name: str, text: str | bytes):
    """Read a whole export of a format."""
    return list(FORMATS[name].read(BytesIO(text if isinstance(text, bytes) else text.encode())))


def run(name="disqus", path=None, *, is_dry=False, table=None, tell=lambda _report: None):
    wanted = imports.Wanted(path or FILES[name], Source(name, FORMATS[name]), table or {})
    return imports.run(wanted=wanted, now=NOW, is_dry=is_dry, tell=tell)


def by_old_id() -> dict[str, Comment]:
    rows = ImportedComment.objects.select_related("comment__author", "comment__parent", "comment__article__edition")
    return {row.old_id[-4:]: row.comment for row in rows}


def lines(*posts: str) -> str:
    thread = '<thread dsq:id="1"><link>https://old.example.org/harbour.html</link></thread>'
    return f'<disqus xmlns:dsq="dsq">{thread}{"".join(posts)}</disqus>'


def post(key: int, parent: int = 0, *, at="2019-05-04T07:15:00Z", more="", name="Ada Mirel", text="Words.") -> str:
    answers = f'<parent dsq:id="{parent}"/>' if parent else ""
    who = f"<author><name>{name}</name><username>{name}</username></author>"
    said = f"<message>{text}</message><createdAt>{at}</createdAt>{more}{who}"
    return f'<post dsq:id="{key}">{said}<thread dsq:id="1"/>{answers}</post>'
