"""Real editions, sections and articles to begin a test with."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group, Permission

from accounts.models import User
from articles.actions import assignments, tags
from articles.enums import Direction, Role, Status
from articles.models import (
    Article,
    Comparison,
    Correction,
    Edition,
    Photo,
    Rendition,
    Revision,
    Section,
    SectionName,
    Story,
    Tag,
    Tagging,
    Text,
)
from articles.permissions import codenames_of

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = {"en": "Gazette", "de": "Gazette auf Deutsch", "fr": "Gazette en français", "ar": "الجريدة"}
_numbers = count(1)


def edition(language: str = "en", **fields) -> Edition:
    """An edition with its front section."""
    direction = Direction.RIGHT_TO_LEFT if language == "ar" else Direction.LEFT_TO_RIGHT
    defaults = {"name": NAMES[language], "direction": direction, "is_default": language == "en"} | fields
    made, _ = Edition.objects.get_or_create(language=language, defaults=defaults)
    SectionName.objects.get_or_create(
        section=section(), edition=made, defaults={"name": f"News ({language})", "slug": f"news-{language}"}
    )
    return made


def section(code: str = "news", **fields) -> Section:
    return Section.objects.get_or_create(code=code, defaults=fields)[0]


def person(name: str = "", **fields) -> User:
    number = next(_numbers)
    return User.objects.create(name=name or f"Writer {number}", email=f"writer{number}@example.org", **fields)


def photo(**fields) -> Photo:
    said = {"credit": "A. Photographer", "licence": "CC BY 4.0"} | fields
    made = Photo.objects.create(file="photos/made.jpg", width=1600, height=900, **said)
    for image_format in ("avif", "webp", "jpeg"):
        for width in (480, 960):
            Rendition.objects.create(
                photo=made, width=width, height=width // 2, format=image_format, file=f"photos/m-{width}.{image_format}"
            )
    return made


def draft(language: str = "en", *, story: Story | None = None, **fields) -> Article:
    return Article.objects.create(
        story=story or Story.objects.create(),
        edition=edition(language),
        **{"slug": "harbour", "title": "The harbour opens", "body": "<p>On Monday.</p>", "summary": "At last."}
        | {"section": fields.pop("section", None) or section()}
        | fields,
    )


def revision(article: Article) -> Revision:
    """The first text of an article: what it holds."""
    names = ("slug", "title", "body", "summary", "section", "photo", "photo_alt")
    said = {name: getattr(article, name) for name in names}
    return Revision.objects.create(article=article, number=1, made_at=NOW, **said)


def article(language: str = "en", *, published_at: datetime | None = None, **fields) -> Article:
    """A published article."""
    made = draft(language, **fields)
    made.live_revision = revision(made)
    made.status, made.published_at = Status.PUBLISHED, published_at or NOW - timedelta(days=1)
    made.save()
    return made


def compared(correction: Correction, **after) -> Comparison:
    """What readers are shown of what changed with a correction: that its article got another text."""
    told = correction.article
    before, text = told.live_revision, vars(Text.of(told.live_revision)) | after
    told.live_revision = Revision.objects.create(article=told, number=before.number + 1, made_at=NOW, **text)
    for name, value in after.items():
        setattr(told, name, value)
    told.save()
    made = {"made_by": correction.made_by, "made_at": NOW}
    return Comparison.objects.create(correction=correction, before=before, after=told.live_revision, **made)


def tag(name: str, *articles: Article, language: str = "en") -> Tag:
    """A tag, under which published articles stand."""
    made = Tag.objects.create(edition=edition(language), name=name, folded=tags.folded(name), slug=Text.slug_from(name))
    for article in articles:
        Tagging.objects.create(
            article=article, tag=made, position=article.taggings.count(), published_at=article.published_at
        )
    return made


def group(role: str) -> Group:
    made, is_new = Group.objects.get_or_create(name=role)
    if is_new and role in Role.values:  # a test before this one has emptied the tables
        codenames = codenames_of(Role(role))
        made.permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))
    return made


def joining(member: User, role: str) -> User:
    member.groups.add(group(role))
    return member


def staff(role: str) -> User:
    """Somebody of the newsroom."""
    return joining(person(is_staff=True), role)


def limited(role: str, sections: Iterable[str], editions: Iterable[str], *, to: User | None = None) -> User:
    """Somebody whose role holds for these alone."""
    member = to or person(is_staff=True)
    assignments.assign(
        person=member,
        role=group(role),
        sections=list(map(section, sections)),
        editions=list(map(edition, editions)),
        by=None,
        now=NOW,
    )
    return User.objects.get(pk=member.pk)
