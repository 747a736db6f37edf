"""How a text becomes a revision, and a revision what readers see: steps of other actions, which ask who may."""

from dataclasses import asdict, replace
from datetime import datetime

from accounts.models import User
from accounts.safety.sanitize import clean_article
from articles.models import Article, Photo, Revision, Text
from articles.models.text import names_of

#: No columns that readers see: words to the newsroom, and what becomes rows of its own (`tagging`).
_BESIDE = ("photo_is_decorative", "tags", "related", "source_id")


def locked(article: Article) -> Article:
    """Read the row anew and hold it: SQLite's transactions are exclusive writers anyway."""
    return Article.objects.select_for_update(of=("self",)).select_related("section", "photo").get(pk=article.pk)


def placed(article: Article, text: Text) -> Text:
    """Put a text that names no section where the article stands, and let go of a photo that was removed."""
    section = text.section_id or article.section_id
    is_there = text.photo_id is not None and Photo.objects.filter(pk=text.photo_id).exists()
    return replace(text, section_id=section, photo_id=text.photo_id if is_there else None)


def store(article: Article, number: int, text: Text, author: User | None, now: datetime) -> Revision:
    """Write a revision; the article itself stands where it says until readers have seen one."""
    stored = asdict(replace(text, body=clean_article(text.body), byline="\n".join(names_of(text.byline))))
    revision = Revision.objects.create(article=article, number=number, made_by=author, made_at=now, **stored)
    if article.live_revision_id is None:
        article.section, article.photo = revision.section, revision.its_photo()
        article.save(update_fields=["section", "photo"])
    return revision


def show(article: Article, revision: Revision) -> None:
    """Copy a revision into the columns that readers see, cleaned."""
    text = Text.of(revision)
    shown = asdict(replace(text, body=clean_article(text.body)))
    for name in _BESIDE:
        del shown[name]
    for name, value in shown.items():
        setattr(article, name, value)
    article.photo = revision.its_photo()  # which may have been removed since
    article.live_revision = revision
