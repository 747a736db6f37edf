"""The demo's paper: four editions, stories of our own and real ones under free licences. With debug on only."""

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.html import escape
from django.utils.text import Truncator, slugify

from accounts.actions import registration
from accounts.models import User
from articles import pages
from articles.actions import articles, photos
from articles.demo import pictures
from articles.enums import Role
from articles.models import Article, Edition, Photo, Section, SectionName, Text

HERE = Path(__file__).parent
LICENCES = {"CC BY 2.5": "https://creativecommons.org/licenses/by/2.5/"}
Table = dict[str, Any]  # what TOML gives


class DemoRefused(RuntimeError):
    """The demo is asked for where debug is off."""

    def __init__(self) -> None:
        super().__init__("The demo is loaded with DEBUG on only: its accounts have known passwords.")


@transaction.atomic
def load(*, now: datetime, password: str) -> int:
    """Load the demo's paper once, with an account for each role of the newsroom; return how many articles were made.

    Everything is done by the acts that a newsroom does. Raises DemoRefused with debug off.
    """
    if not settings.DEBUG:
        raise DemoRefused
    if Article.objects.exists():
        return 0
    paper = tomllib.loads((HERE / "paper.toml").read_text())
    _frame(paper)
    writer, _, editor = (_person(role, password, now) for role in (Role.REPORTER, Role.EDITOR, Role.PUBLISHER))
    _administrator(password, now)
    drawn = {name: _photo(name, picture, editor, now) for name, picture in paper["picture"].items()}
    for line in (HERE / "wikinews.jsonl").read_text().splitlines():
        _from_elsewhere(json.loads(line), writer, editor)
    for story in tomllib.loads((HERE / "stories.toml").read_text())["story"]:
        _own(story, paper["picture"][story["picture"]]["alt"], drawn[story["picture"]], writer, editor, now=now)
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


def _person(role: Role, password: str, now: datetime) -> User:
    """Return the demo's account of a role, ready to sign in: the role's name @demo.example."""
    email = f"{role}@demo.example"
    found = User.objects.filter(email=email).first()
    if found:
        return found
    made = registration.enrol(
        email=email,
        password=password,
        name=str(role.label).capitalize(),
        language="en",
        is_staff=True,
        now=now,
    )
    made.groups.add(Group.objects.get(name=role))
    return made


def _administrator(password: str, now: datetime) -> None:
    """Make the account that may do everything: administrator@demo.example."""
    email = "administrator@demo.example"
    if not User.objects.filter(email=email).exists():
        made = registration.enrol(
            email=email, password=password, name="Administrator", language="en", is_staff=True, now=now
        )
        User.objects.filter(pk=made.pk).update(is_superuser=True)


def _photo(name: str, picture: Table, by: User, now: datetime) -> Photo:
    """Draw a picture and take it in as any upload; its sizes are made at once, so that the first page has them."""
    photo = Photo(
        credit="Gazette",
        licence="CC0 1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    )
    stored = photos.store(photo=photo, upload=pictures.draw(name, picture["colours"]), by=by, now=now)
    photos.make_renditions(photo=stored)
    return stored


def _html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _slug(title: str) -> str:
    return slugify(title, allow_unicode=True)[:120].strip("-")


def _from_elsewhere(row: Table, writer: User, editor: User) -> None:
    """Publish a real article at its own date, with its credit, licence and source."""
    at = datetime.fromisoformat(row["date"]).replace(hour=9, tzinfo=UTC)
    article = articles.begin(
        edition=Edition.objects.get(pk=row["language"]),
        section=Section.objects.get(code=row["section"]),
        text=Text(
            slug=_slug(row["title"]),
            title=row["title"],
            summary=Truncator(row["paragraphs"][0]).chars(280),
            body=_html(row["paragraphs"]),
        ),
        author=writer,
        now=at,
        origin=articles.Origin(row["credit"], row["licence"], LICENCES[row["licence"]], row["source_url"]),
    )
    articles.publish(article=article, by=editor, now=at, revision=1)


def _own(story: Table, alts: dict[str, str], photo: Photo, writer: User, editor: User, *, now: datetime) -> None:
    """Write a story in its first edition, add the others, and bring each as far as the demo wants it."""
    at = now - timedelta(hours=story["hours_ago"])
    written = min(at, now) - timedelta(hours=2)
    languages = [edition.language for edition in Edition.objects.all() if edition.language in story]
    first: Article | None = None
    for language in languages:
        text = _own_text(story[language], alts[language])
        edition = Edition.objects.get(pk=language)
        if first is None:
            section = Section.objects.get(code=story["section"])
            article = first = articles.begin(
                edition=edition, section=section, photo=photo, text=text, author=writer, now=written
            )
        else:
            article = articles.add_edition(article=first, edition=edition, author=writer, now=written)
            articles.revise(article=article, text=text, base=1, author=writer, now=written)
        articles.submit(article=article, by=writer, now=written)
        if story.get("state") != "review":
            newest = article.newest_revision().number
            articles.approve(article=article, by=editor, now=written, revision=newest)
            articles.publish(article=article, by=editor, now=min(at, now), revision=newest, at=at)


def _own_text(told: Table, alt: str) -> Text:
    return Text(
        slug=_slug(told["title"]),
        title=told["title"],
        summary=told["summary"],
        body=_html(told["body"]),
        photo_alt=alt,
        byline="Gazette",
    )
