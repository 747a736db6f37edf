"""The demo's own stories: written, approved, published and put right by the acts that a newsroom does."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from accounts.models import User
from articles.actions import articles, comparisons, corrections, live, notes, tags
from articles.enums import CorrectionKind
from articles.models import Article, Edition, Photo, Section, Story, Text

STORIES = Path(__file__).parent / "stories"
PAPER = Path(__file__).parent / "paper.toml"
LANGUAGES = ("en", "de", "fr", "ar")
#: How a story's text links another: by the name of its file.
LINK = re.compile(r'href="story:(\w+)"')
Table = dict[str, Any]  # what TOML gives


@dataclass(frozen=True)
class Desk:
    """Who writes the demo's stories, who puts them right, and who publishes them."""

    writer: User
    editor: User
    publisher: User


def read() -> dict[str, Table]:
    """Return every story by the name of its file, the oldest first, so that a text links only what is there."""
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(STORIES.glob("*.toml"))}
    return dict(sorted(read.items(), key=lambda pair: -pair[1]["hours_ago"]))


def find(name: str, language: str) -> Article:
    """Return the loaded article of a story in one edition."""
    story = tomllib.loads((STORIES / f"{name}.toml").read_text(encoding="utf-8"))
    return Article.objects.get(edition=language, slug=slug(story[language]["title"]))


def slug(title: str) -> str:
    return slugify(title, allow_unicode=True)[:120].strip("-")


def tagged(codes: Iterable[str], language: str, desk: Desk, *, now: datetime) -> str:
    """Choose tags by their codes in the demo's paper, in an edition's words."""
    told = {one["code"]: one["names"] for one in tomllib.loads(PAPER.read_text(encoding="utf-8"))["tag"]}
    names = [told[code][language] for code in codes]
    return tags.choose(names=names, edition=Edition.objects.get(pk=language), by=desk.publisher, now=now)


def tell(story: Table, photo: Photo, desk: Desk, *, now: datetime) -> None:
    """Write a story in its first edition, add the others, and bring each as far as the demo wants it."""
    at = now.replace(second=0, microsecond=0) - timedelta(hours=story["hours_ago"])
    held = articles.Origin(embargo_until=at if story.get("is_under_embargo") else None)
    written = min(at, now) - timedelta(hours=2)
    writer = desk.writer
    first: Article | None = None
    section = Section.objects.get(code=story["section"])
    for language in LANGUAGES:
        under = tagged(story["tags"], language, desk, now=written)
        right = _text(story[language], language, story["alt"][language])
        right = replace(right, tags=under, section_id=section.pk, photo_id=photo.pk)
        wrong = story[language].get("notes", ())
        text = _as_first_told(right, wrong)
        edition = Edition.objects.get(pk=language)
        if first is None:
            article = first = articles.begin(
                edition=edition, section=section, text=text, author=writer, now=written, origin=held
            )
        else:
            article = articles.add_edition(article=first, edition=edition, author=writer, now=written)
            text = replace(text, source_id=article.newest_revision().source_id)
            articles.revise(article=article, text=text, base=1, author=writer, now=written)
        articles.submit(article=article, by=writer, now=written)
        if story.get("state") != "review":
            _publish(article, desk.publisher, now=min(at, now), at=at)
            for note in wrong:
                _put_right(article, right, note, desk, now=now)
    for remark in story.get("remarks", ()):
        _remark(remark, article.story, desk, now=now)
    if first and (entries := story.get("live")):
        _tell_live(first, entries, desk, at=at, now=now)
    if first and (later := story.get("later")):
        _go_on(first, later, desk, now=now)


def _remark(remark: Table, story: Story, desk: Desk, *, now: datetime) -> None:
    """Have the editor leave a note on a passage, the writer answer it, and the editor resolve it, as the demo wants."""
    article = Article.objects.get(story=story, edition=remark["language"])
    body = remark["body"].format(writer=desk.writer.public_id, publisher=desk.publisher.public_id)
    note = notes.leave(article=article, quote=remark["quote"], body=body, by=desk.editor, now=now)
    if answer := remark.get("answer"):
        notes.answer(note=note, body=answer, by=desk.writer, now=now)
    if remark.get("is_resolved"):
        notes.resolve(note=note, by=desk.editor, now=now)


def _tell_live(article: Article, entries: Iterable[Table], desk: Desk, *, at: datetime, now: datetime) -> None:
    """Have the publisher begin a live blog as the story comes out, and the writer tell in it, and err once."""
    live.begin(article=article, by=desk.publisher, now=at)
    for told in entries:
        then = now - timedelta(hours=told["hours_ago"])
        right = live.Said(told["body"], told.get("headline", ""), told["byline"])
        wrong = replace(right, body=right.body.replace(told.get("right", ""), told.get("wrong", ""), 1))
        entry = live.add(article=article, said=wrong, by=desk.writer, now=then)
        if "corrected_hours_ago" in told:
            later = now - timedelta(hours=told["corrected_hours_ago"])
            live.edit(entry=entry, said=right, base=1, by=desk.writer, now=later)
        if told.get("is_pinned"):
            live.pin(entry=entry, by=desk.publisher, now=then)


def _publish(article: Article, by: User, *, now: datetime, at: datetime) -> None:
    newest = article.newest_revision().number
    articles.approve(article=article, by=by, now=now, revision=newest)
    articles.publish(article=article, by=by, now=now, revision=newest, at=at)


def _as_first_told(text: Text, notes: Iterable[Table]) -> Text:
    """Say wrong what a correction says was wrong."""
    for note in notes:
        text = replace(text, body=text.body.replace(note.get("right", ""), note.get("wrong", ""), 1))
    return text


def _put_right(article: Article, right: Text, note: Table, desk: Desk, *, now: datetime) -> None:
    """Put right what came to light after the story was out, by a revision where the text was wrong; say and show it."""
    later, newest = now - timedelta(hours=note["hours_ago"]), article.newest_revision()
    right = replace(right, source_id=newest.source_id)
    is_reworded = Text.of(newest) != right
    if is_reworded:
        revised = articles.revise(article=article, text=right, base=newest.number, author=desk.editor, now=later)
        articles.publish(article=article, by=desk.publisher, now=later, revision=revised.number)
    last = article.corrections.order_by("-pk").first() if note.get("supersedes_last") else None
    said = corrections.Note(CorrectionKind(note["kind"]), note["text"], supersedes=last)
    noted = corrections.record(article=article, note=said, by=desk.editor, now=later)
    if is_reworded:
        after = article.newest_revision().number
        comparisons.disclose(correction=noted, after=after, by=desk.editor, now=later)


def _go_on(article: Article, later: Table, desk: Desk, *, now: datetime) -> None:
    """Tell what came to pass in the first edition: the others have still to say it."""
    newest, then = article.newest_revision(), now - timedelta(hours=later["hours_ago"])
    text = replace(Text.of(newest), summary=later["summary"], body=newest.body + later["adds"].strip())
    revised = articles.revise(article=article, text=text, base=newest.number, author=desk.editor, now=then)
    articles.publish(article=article, by=desk.publisher, now=then, revision=revised.number)


def _text(told: Table, language: str, alt: str) -> Text:
    lines = told["body"].strip().splitlines()
    return Text(
        slug=slug(told["title"]),
        title=told["title"],
        summary=told["summary"],
        body=LINK.sub(lambda link: f'href="{find(link[1], language).get_absolute_url()}"', "".join(lines)),
        photo_alt=alt,
        byline=told["byline"],
    )
