"""What article templates ask."""

from datetime import datetime

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone

from accounts import addresses
from articles import printed
from articles.models import Article, Photo
from articles.paper import SectionFace, paper

register = template.Library()


@register.simple_tag
def absolute(path: str) -> str:
    """Return a path's public address."""
    return addresses.absolute(path)


@register.simple_tag
def section_of(article: Article) -> SectionFace | None:
    """Return the article's section as its edition names it."""
    edition = paper().edition(article.edition_id)
    return edition.section(article.section_id) if edition else None


@register.simple_tag(takes_context=True)
def photo_of(context: Context, article: Article) -> Photo | None:
    """Return the article's photo, if the paper may show it now (A48), or at the moment of a preview (`shown_at`)."""
    return article.photo_at(context.get("shown_at") or timezone.now())


@register.simple_tag
def authors_in_words(article: Article) -> str:
    """Return the names of those who wrote it, as the page's language joins them."""
    return printed.authors_in_words(article)


@register.simple_tag
def state_of(article: Article) -> str:
    """Say what an article is now, scheduled and expired included."""
    return str(article.state(timezone.now()).label)


@register.simple_tag
def embargo_of(article: Article) -> str:
    """Say until when nobody may quote it; empty where everybody may now, also in a preview of a later moment (A43)."""
    return printed.embargo_in_words(article, timezone.now())


@register.simple_tag(takes_context=True)
def at(context: Context, moment: datetime | None) -> str:
    """Write a moment as the edition's readers do, in its time zone."""
    edition = context.get("edition")
    return printed.in_words(moment, edition.time_zone if edition else settings.TIME_ZONE)
