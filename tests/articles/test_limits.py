"""Whoever is limited to a part of the paper does nothing elsewhere, whichever act it is (A6, A20)."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest

from articles import permissions
from articles.actions import articles, corrections, photos, previews, writing
from articles.actions.corrections import Note
from articles.enums import Act, CorrectionKind, Role
from articles.lifecycle import Obstacle
from articles.models import Article, SectionName, Text
from articles.reach import OutOfReach
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
TEXT = Text(slug="x", title="The match", summary="It was lost.", body="<p>Words.</p>")


@pytest.fixture
def editor():
    """Of the section sport in the German edition."""
    return making.limited(Role.EDITOR, ["sport"], ["de"])


def begun(section, language, author=None):
    """An article in a section that its edition names."""
    name = {"name": section, "slug": section}
    SectionName.objects.get_or_create(section=making.section(section), edition=making.edition(language), defaults=name)
    return articles.begin(
        edition=making.edition(language),
        section=making.section(section, needs_four_eyes=False),
        text=TEXT,
        author=author or making.staff(Role.PUBLISHER),
        now=NOW,
    )


ACTS = {
    "revise": lambda article, by: articles.revise(article=article, text=TEXT, base=1, author=by, now=NOW),
    "submit": lambda article, by: articles.submit(article=article, by=by, now=NOW),
    "publish": lambda article, by: articles.publish(article=article, by=by, now=NOW, revision=1),
    "correct": lambda article, by: corrections.record(
        article=article, note=Note(CorrectionKind.CORRECTION, "It was won."), by=by, now=NOW
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(("section", "language"), [("news", "de"), ("sport", "en")], ids=["section", "edition"])
def test_an_act_is_refused_elsewhere_and_done_within_reach(editor, act, section, language):
    elsewhere = begun(section, language)
    with pytest.raises(articles.NotAllowed) as refused:
        ACTS[act](elsewhere, editor)
    assert (refused.value.obstacle, permissions.allowed_acts(editor, elsewhere, NOW)) == (Obstacle.PLACE, [])
    assert ACTS[act](begun("sport", "de"), editor)


def test_articles_are_begun_and_told_within_reach_alone(editor):
    article = begun("sport", "de", author=editor)
    for act in (
        partial(begun, "news", "de", author=editor),
        partial(articles.add_edition, article=article, edition=making.edition("en"), author=editor, now=NOW),
    ):
        with pytest.raises(articles.NotAllowed, match="Ask a colleague"):
            act()
    assert Article.objects.count() == 1


def test_an_article_moves_into_a_section_within_reach_alone_also_by_restoring_and_publishing(editor):
    article, everywhere = begun("sport", "de", author=editor), making.staff(Role.EDITOR)
    there = replace(TEXT, section_id=making.section("news").pk)
    revise = partial(articles.revise, article=article, now=NOW)
    with pytest.raises(articles.NotAllowed, match="Ask a colleague"):
        revise(text=there, base=1, author=editor)
    articles.publish(article=article, by=everywhere, now=NOW, revision=1)
    moved = revise(text=there, base=1, author=everywhere)
    with pytest.raises(articles.NotAllowed, match="Ask a colleague"):
        articles.publish(article=article, by=editor, now=NOW, revision=2)
    revise(text=replace(TEXT, section_id=making.section("sport").pk, photo_id=making.photo().pk), base=2, author=editor)
    with pytest.raises(articles.NotAllowed, match="Ask a colleague"):
        articles.restore(revision=moved, base=3, author=editor, now=NOW)


def test_a_photo_is_described_by_whoever_reaches_all_that_show_it(editor):
    photo = making.photo()
    making.draft("de", section=making.section("sport"), photo=photo)
    photos.amend(photo=photo, by=editor, now=NOW)
    making.draft("en", section=making.section("sport"), photo=photo)
    for act in (photos.amend, photos.remove):
        with pytest.raises(OutOfReach):
            act(photo=photo, by=editor, now=NOW)


def test_no_link_to_a_revision_elsewhere_is_given_out(editor):
    assert previews.share(revision=begun("sport", "de").newest_revision(), by=editor, now=NOW)
    with pytest.raises(OutOfReach):
        previews.share(revision=begun("sport", "en").newest_revision(), by=editor, now=NOW)


def test_nothing_is_kept_for_an_article_elsewhere(editor):
    with pytest.raises(articles.NotAllowed):
        writing.keep(writer=editor, article=begun("news", "de"), opening=uuid4(), serial=1, fields={}, now=NOW)


def test_a_reporter_loses_a_draft_that_moves_elsewhere():
    reporter = making.limited(Role.REPORTER, ["sport"], [])
    article = begun("sport", "de", author=reporter)
    assert permissions.allowed_acts(reporter, article, NOW) == [
        Act.REVISE,
        Act.SUBMIT,
        Act.PLAN,
        Act.EMBARGO,
        Act.ENTER,
    ]
    Article.objects.filter(pk=article.pk).update(section=making.section("news"))
    article = Article.objects.get(pk=article.pk)
    assert permissions.allowed_acts(reporter, article, NOW) == []
    assert not permissions.may_see(reporter, article)
