"""What article templates ask."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils import formats, timezone
from django.utils.safestring import SafeString

from accounts.safety.sanitize import show_article
from articles import sharing
from articles.models import Article
from articles.paper import SectionFace, paper

register = template.Library()


@register.simple_tag
def absolute(path: str) -> str:
    """Return a path's public address."""
    return sharing.absolute(path)


@register.simple_tag
def modified(article: Article) -> datetime:
    """Return when what readers see of an article last changed."""
    return sharing.modified_at(article)


@register.simple_tag
def section_of(article: Article) -> SectionFace | None:
    """Return the article's section as its edition names it."""
    edition = paper().edition(article.edition_id)
    return edition.section(article.story.section_id) if edition else None


@register.simple_tag(takes_context=True)
def at(context: Context, moment: datetime | None) -> str:
    """Write a moment as the edition's readers do, in its time zone."""
    if moment is None:
        return ""
    edition = context.get("edition")
    zone = ZoneInfo(edition.time_zone) if edition else timezone.get_current_timezone()
    return formats.date_format(moment.astimezone(zone), "DATETIME_FORMAT")


@register.simple_tag
def article_html(article: Article) -> SafeString:
    """Write an article's text. Cleaned here once more: a row written past the actions cannot reach a reader (A16)."""
    return show_article(article.body)
