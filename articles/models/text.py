"""What of an article people write."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.text import slugify

if TYPE_CHECKING:
    from articles.models.revision import Revision

#: A photo that those who cannot see it are not told of.
UNDESCRIBED = Q(photo__isnull=False, photo_alt="", photo_is_decorative=False)


def names_of(byline: str) -> list[str]:
    """Take a byline apart: a name a line, each once."""
    return list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in byline.splitlines()))))


@dataclass(frozen=True)
class Text:
    """What of an article an author writes: the columns of a revision, which an article has too.

    But for `photo_is_decorative` and `source_id`, which are words to the newsroom (readers get a photo without a
    description, and know of no source); and for `tags` and `related`, which readers get as rows (`Tagging`, `Pick`).
    """

    slug: str
    title: str
    summary: str = ""
    body: str = ""
    #: None: where the article stands.
    section_id: int | None = None
    photo_id: int | None = None
    photo_alt: str = ""
    photo_is_decorative: bool = False
    photo_caption: str = ""
    #: Names, one a line.
    byline: str = ""
    #: Keys of its tags apart by blanks, in their order.
    tags: str = ""
    #: Keys of the articles that are to be read after it, likewise.
    related: str = ""
    #: Programs that read get no Markdown of it, and are told not to mine it (A63).
    for_people_only: bool = False
    #: The revision in another edition of which it says the same: what it was translated from (A41).
    source_id: int | None = None

    @classmethod
    def of(cls, revision: "Revision") -> "Text":
        return cls(**{field.name: getattr(revision, field.name) for field in fields(cls)})

    @staticmethod
    def slug_from(words: str) -> str:
        """Make the words of an address; empty where there is no letter or digit."""
        return str(slugify(words, allow_unicode=True))[:120].strip("-_")
