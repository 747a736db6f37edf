"""The demo's paper: four editions, stories of our own and real ones under free licences. With debug on only."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.text import slugify

from accounts.actions import registration
from accounts.demo import MAILBOXES, PASSWORD, DemoRefused
from accounts.models import User
from articles import images, pages
from articles.actions import articles, assignments, photos
from articles.demo import pictures, telling
from articles.enums import Role
from articles.models import Article, Edition, Photo, Section, SectionName, Text

HERE = Path(__file__).parent
LICENCES = {"CC BY 2.5": "https://creativecommons.org/licenses/by/2.5/"}
Table = dict[str, Any]  # what TOML gives


@transaction.atomic
def load(*, now: datetime) -> int:
    """Load the demo's paper once, with an account for each role of the newsroom; return how many articles were made.

    Everything is done by the acts that a newsroom does. Raises DemoRefused with debug off.
    """
    if not settings.DEBUG:
        raise DemoRefused
    if Article.objects.exists():
        return 0
    paper = tomllib.loads((HERE / "paper.toml").read_text())
    _frame(paper)
    desk = telling.Desk(*(_person(role, now) for role in (Role.REPORTER, Role.EDITOR, Role.PUBLISHER)))
    _administrator(now)
    _limited_editor(now)
    for line in (HERE / "wikinews.jsonl").read_text().splitlines():
        _from_elsewhere(json.loads(line), desk)
    stories = telling.read().values()
    for story, drawing in zip(stories, pictures.draw_all([story["picture"] for story in stories]), strict=True):
        telling.tell(story, _photo(drawing, story, desk.publisher, now), desk, now=now)
    pages.touch(site=True)
    return Article.objects.count()


def _frame(paper: Table) -> None:
    """Make editions, sections and their names."""
    for position, edition in enumerate(paper["edition"]):
        Edition.objects.update_or_create(language=edition["language"], defaults=edition | {"position": position})
    for position, section in enumerate(paper["section"]):
        made, _ = Section.objects.update_or_create(
            code=section["code"],
            defaults={"position": position, "needs_four_eyes": section.get("needs_four_eyes", True)},
        )
        for language, name in section["names"].items():
            SectionName.objects.update_or_create(
                section=made,
                edition_id=language,
                defaults={"name": name, "slug": slugify(name, allow_unicode=True)},
            )


def _person(role: Role, now: datetime) -> User:
    """Return the demo's account of a role, ready to sign in: the role's name @demo.example."""
    found = User.objects.filter(email=f"{role}{MAILBOXES}").first()
    return found or _staff(role, str(role.label).capitalize(), role, now)


def _limited_editor(now: datetime) -> None:
    """Make an editor of one section of the German edition: kultur@demo.example."""
    if not User.objects.filter(email=f"kultur{MAILBOXES}").exists():
        culture, german = Section.objects.filter(code="culture"), Edition.objects.filter(pk="de")
        _staff("kultur", "Lena Brandt", Role.EDITOR, now, language="de", sections=culture, editions=german)


def _staff(key: str, name: str, role: Role, now: datetime, *, language: str = "en", **limits: QuerySet[Any]) -> User:
    """Make somebody of the newsroom who holds a role, everywhere or in the sections and editions that are named."""
    made = registration.enrol(
        email=f"{key}{MAILBOXES}", password=PASSWORD, name=name, language=language, is_staff=True, now=now
    )
    assignments.assign(person=made, role=Group.objects.get(name=role), by=None, now=now, **limits)
    return made


def _administrator(now: datetime) -> None:
    """Make the account that may do everything: administrator@demo.example."""
    email = f"administrator{MAILBOXES}"
    if not User.objects.filter(email=email).exists():
        made = registration.enrol(
            email=email, password=PASSWORD, name="Administrator", language="en", is_staff=True, now=now
        )
        User.objects.filter(pk=made.pk).update(is_superuser=True)


def _photo(drawing: IO[bytes], story: Table, by: User, now: datetime) -> Photo:
    """Take a drawing in as any upload, with what an agency says of its photos; the worker makes its other sizes."""
    across, down = story.get("focus", (0.5, 0.5))
    days = story.get("rights_days")
    photo = Photo(
        credit="Gazette",
        caption=story["alt"]["en"],
        rights="No rights reserved (CC0 1.0)",
        expires_at=now + timedelta(days=days) if days else None,
        focal_x=across,
        focal_y=down,
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    )
    return photos.store(photo=photo, taken=images.taken(drawing), by=by, now=now)


def _html(paragraphs: list[str]) -> str:
    """Set paragraphs; those marked with a number sign are headings."""
    marked = ((paragraph.removeprefix("# "), "h2" if paragraph[:2] == "# " else "p") for paragraph in paragraphs)
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text, tag in marked)


def _from_elsewhere(row: Table, desk: telling.Desk) -> None:
    """Publish a real article at its own date, with its credit, licence and source."""
    at = datetime.fromisoformat(row["date"]).replace(hour=9, tzinfo=UTC)
    article = articles.begin(
        edition=Edition.objects.get(pk=row["language"]),
        section=Section.objects.get(code=row["section"]),
        text=Text(
            slug=telling.slug(row["title"]),
            title=row["title"],
            summary=row["summary"],
            body=_html(row["paragraphs"]),
            tags=telling.tagged(row.get("tags", ()), row["language"], desk, now=at),
        ),
        author=desk.writer,
        now=at,
        origin=articles.Origin(row["credit"], row["licence"], LICENCES[row["licence"]], row["source_url"]),
    )
    articles.publish(article=article, by=desk.publisher, now=at, revision=1)
