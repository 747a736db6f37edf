"""Exports as the other systems write them, of our own making."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from moderation.imports.formats import FORMATS

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
