"""Readers see what changed with a correction while an editor lets them, and nothing that they have not read (A58)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.actions import articles, comparisons, corrections
from articles.actions.corrections import Note
from articles.enums import Act, CorrectionKind, Role
from articles.models import Comparison, Text
from articles.models.comparison import steps
from tests.articles import making
from tests.articles.corrected import out, put_right, retell
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def publisher():
    return making.staff(Role.PUBLISHER)


def numbers(article) -> list[tuple[int, int]]:
    return [(step.before.number, step.after.number) for step in steps(article)]


def test_only_what_readers_of_the_live_article_got_can_be_shown(publisher):
    article = out(publisher)
    assert numbers(article) == []
    never = Text(slug="ferry", title="Never out", summary="Late.", body="<p>Late.</p>")
    articles.revise(article=article, text=never, base=1, author=publisher, now=NOW)
    retell(article, publisher, title="The second")
    retell(article, publisher, title="The third")
    assert numbers(article) == [(3, 4), (1, 3)]
    articles.publish(article=article, by=publisher, now=NOW, revision=4, expires_at=LATER)  # no other text
    assert numbers(article) == [(3, 4), (1, 3)]
    articles.unpublish(article=article, by=publisher, now=NOW)
    assert numbers(article) == []
    retell(article, publisher, title="The fourth")
    assert numbers(article) == []
    retell(article, publisher, title="The fifth")
    assert numbers(article) == [(5, 6)]


def test_a_text_that_was_replaced_before_its_minute_was_never_out(publisher):
    making.section(needs_four_eyes=False)
    article = out(publisher)
    other = articles.begin(
        edition=article.edition,
        section=article.section,
        text=Text(slug="quay", title="Quay", summary="Soon.", body="<p>Wrong.</p>"),
        author=publisher,
        now=NOW,
    )
    articles.publish(article=other, by=publisher, now=NOW, revision=1, at=LATER)
    retell(other, publisher, body="<p>Right.</p>")
    assert numbers(other) == []


def test_each_choice_is_logged_and_the_last_one_holds(publisher):
    noted = put_right(publisher)
    assert not Comparison.objects.exists()
    comparisons.disclose(correction=noted, after=2, by=publisher, now=NOW)
    retell(noted.article, publisher, title="Right")
    comparisons.disclose(correction=noted, after=3, by=publisher, now=LATER)
    shown = Comparison.objects.get()
    assert (shown.before.number, shown.after.number, shown.made_by, shown.made_at) == (2, 3, publisher, LATER)
    comparisons.conceal(correction=noted, by=publisher, now=LATER)
    assert not Comparison.objects.exists()
    logged = noted.article.events.filter(act__in=(Act.DISCLOSE, Act.CONCEAL)).order_by("pk")
    assert list(logged.values_list("act", "note", "made_by")) == [
        (act, f"{noted.pk}: {note}", publisher.pk)
        for act, note in (("disclose", "1 → 2"), ("conceal", "1 → 2"), ("disclose", "2 → 3"), ("conceal", "2 → 3"))
    ]
    with pytest.raises(comparisons.NotShown):
        comparisons.conceal(correction=noted, by=publisher, now=LATER)


@pytest.mark.parametrize("after", [1, 3, 99])
def test_no_other_text_is_shown(publisher, after):
    noted = put_right(publisher)
    text = Text(slug="ferry", title="Not out yet")
    articles.revise(article=noted.article, text=text, base=2, author=publisher, now=NOW)
    with pytest.raises(comparisons.NotSeen):
        comparisons.disclose(correction=noted, after=after, by=publisher, now=NOW)
    assert not Comparison.objects.exists()


def test_taking_the_article_back_takes_back_what_was_shown(publisher):
    noted = put_right(publisher)
    comparisons.disclose(correction=noted, after=2, by=publisher, now=NOW)
    articles.unpublish(article=noted.article, by=publisher, now=LATER)
    assert not Comparison.objects.exists()
    assert noted.article.events.filter(act=Act.CONCEAL, made_by=publisher, made_at=LATER).count() == 1
    with pytest.raises(articles.NotAllowed):
        comparisons.disclose(correction=noted, after=2, by=publisher, now=LATER)
    article = noted.article
    articles.publish(article=article, by=publisher, now=LATER, revision=2)
    with pytest.raises(comparisons.NotSeen):
        comparisons.disclose(correction=noted, after=2, by=publisher, now=LATER)


def test_only_those_who_may_publish_choose(publisher):
    noted, reporter = put_right(publisher), making.staff(Role.REPORTER)
    with pytest.raises(articles.NotAllowed):
        comparisons.disclose(correction=noted, after=2, by=reporter, now=NOW)
    comparisons.disclose(correction=noted, after=2, by=making.staff(Role.EDITOR), now=NOW)
    with pytest.raises(articles.NotAllowed):
        comparisons.conceal(correction=noted, by=reporter, now=NOW)
    assert Comparison.objects.exists()


def test_the_database_holds_no_comparison_of_other_texts(publisher):
    noted, other = put_right(publisher), put_right(publisher)
    first, second = noted.article.revisions.order_by("number")
    foreign = other.article.revisions.get(number=2)
    made = {"correction": noted, "made_by": publisher, "made_at": NOW}
    for before, after in ((second, first), (first, foreign), (foreign, second), (first, first)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comparison.objects.create(before=before, after=after, **made)
    Comparison.objects.create(before=first, after=second, **made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comparison.objects.update(before=second, after=first)


def test_a_correction_that_waits_shows_nothing(publisher):
    noted = put_right(publisher)
    articles.unpublish(article=noted.article, by=publisher, now=NOW)
    waiting = corrections.record(
        article=noted.article, note=Note(CorrectionKind.CORRECTION, "Later."), by=publisher, now=NOW
    )
    assert waiting.public_at is None
    with pytest.raises(articles.NotAllowed):
        comparisons.disclose(correction=waiting, after=2, by=publisher, now=NOW)


def test_what_was_over_is_out_again_without_what_it_said_before(publisher):
    noted = put_right(publisher)
    article = noted.article
    comparisons.disclose(correction=noted, after=2, by=publisher, now=NOW)
    articles.publish(article=article, by=publisher, now=NOW, revision=2, expires_at=LATER)
    assert Comparison.objects.exists()
    retell(article, publisher, body="<p>It sails.</p>", now=LATER)
    assert not Comparison.objects.exists()
    assert numbers(article) == []
