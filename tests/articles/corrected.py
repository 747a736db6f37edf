"""An article that was out, was put right, and says so."""

from datetime import datetime, timedelta

from accounts.models import User
from articles.actions import articles, corrections
from articles.actions.corrections import Note
from articles.enums import CorrectionKind, Role
from articles.models import Article, Correction, Section, Text
from tests.articles import making

NOW = making.NOW


def out(by: User, language: str = "en", *, now: datetime = NOW, **text) -> Article:
    """An article whose first text is out."""
    edition, section = making.edition(language), making.section()
    Section.objects.update(needs_four_eyes=False)
    told = {"slug": "ferry", "title": "The ferry", "summary": "Late.", "body": "<p>It sails on Monday.</p>"}
    begun = articles.begin(edition=edition, section=section, text=Text(**told | text), author=by, now=now)
    return articles.publish(article=begun, by=by, now=now, revision=1)


def retell(article: Article, by: User, *, now: datetime = NOW, **text) -> Article:
    """Give readers another text of it."""
    newest = article.newest_revision()
    said = Text(**vars(Text.of(newest)) | text)
    revision = articles.revise(article=article, text=said, base=newest.number, author=by, now=now)
    return articles.publish(article=article, by=by, now=now, revision=revision.number)


def put_right(by: User | None = None, language: str = "en", *, now: datetime = NOW, **text) -> Correction:
    """A correction beside its second text."""
    by = by or making.staff(Role.PUBLISHER)
    article = out(by, language, now=now - timedelta(hours=1))
    retell(article, by, now=now, **text or {"body": "<p>It sails on Tuesday.</p>"})
    note = Note(CorrectionKind.CORRECTION, "It was the wrong day.")
    return corrections.record(article=article, note=note, by=by, now=now)
