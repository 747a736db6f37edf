"""WordPress: WXR (1.0 to 1.2), an RSS feed whose items hold their comments."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from moderation.imports.elements import Elements
from moderation.imports.shapes import Fate, Format, Found, Lost, Old, Page, Unreadable

WANTED = frozenset({("channel", "item"), ("item", "comment")})
FATES = {
    "1": Fate.STANDS,
    "approve": Fate.STANDS,
    "0": Fate.WAITS,
    "hold": Fate.WAITS,
    "spam": Fate.SPAM,
    "trash": Fate.REJECTED,
    "post-trashed": Fate.REJECTED,
}
LOST = {
    "comment_author_email": Lost.MAIL,
    "comment_author_IP": Lost.NETWORK,
    "comment_author_url": Lost.WEBSITE,
}


def read(file: BinaryIO) -> Iterator[Found]:
    """Yield comments, and after those of an item its page: they name it by its number in the file. Raises BadFile."""
    item = 1
    for name, said in Elements(WANTED).read(file):
        page = f"{getattr(file, 'name', '')} {item}"
        if name == "item":
            yield Page(page, said.get("link") or said.get("guid", ""))
            item += 1
        elif key := said.get("comment_id", "").strip():
            yield _comment(key, page, said)
        else:
            yield Unreadable(f"a comment of item {item}")


def _comment(key: str, page: str, said: dict[str, str]) -> Old:
    parent = said.get("comment_parent", "0").strip()
    is_notice = said.get("comment_type", "").strip() not in ("", "comment", "review")
    fate = FATES.get(said.get("comment_approved", "").strip(), Fate.WAITS)
    return Old(
        key=key,
        page=page,
        parent="" if parent == "0" else parent,
        author=_author(said),
        name=said.get("comment_author", ""),
        at=_moment(said.get("comment_date_gmt", "")) or _moment(said.get("comment_date", "")),
        fate=Fate.NOTICE if is_notice else fate,
        body=said.get("comment_content", ""),
        has_lines=True,
        lost=tuple(lost for name, lost in LOST.items() if name in said),
    )


def _author(said: dict[str, str]) -> str:
    """Tell people apart by account, guests by their mailbox."""
    user = said.get("comment_user_id", "0").strip()
    if user != "0":
        return f"user {user}"
    return f"mail {mail.strip().lower()}" if (mail := said.get("comment_author_email")) else ""


def _moment(said: str) -> datetime | None:
    """Read a moment that is UTC, or the site's own time where only that is given."""
    try:
        return datetime.strptime(said.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None  # 0000-00-00 00:00:00 stands for none


WORDPRESS = Format(read, "{url}#comment-{key}")
