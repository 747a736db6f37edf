"""Nothing appears before its embargo, whichever way it is brought before readers; who lifts one says why (A43)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.actions import articles, embargoes
from articles.enums import Act, Role, State, Status
from articles.models import Article, EmbargoLift
from articles.schedule import Elsewhere, Embargo, Times
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
UNTIL = NOW + 2 * HOUR


def embargoed(until=UNTIL, **options) -> Article:
    """A draft under embargo."""
    article = begun(**options)
    embargoes.change(article=article, to=Embargo(until), by=making.staff(Role.EDITOR), now=NOW)
    article.refresh_from_db()
    return article


def published(article, now=NOW, **options) -> Article:
    newest = article.newest_revision().number
    return articles.publish(article=article, by=making.staff(Role.EDITOR), now=now, revision=newest, **options)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="at once"),
        pytest.param({"at": UNTIL - timedelta(minutes=1)}, id="a minute too early"),
        pytest.param({"elsewhere": Elsewhere(NOW - HOUR, NOW)}, id="because it was out elsewhere"),
    ],
)
def test_what_is_under_embargo_is_not_published_before_and_the_refusal_names_the_earliest_time(options):
    article = embargoed()
    with pytest.raises(articles.NotReady) as refused:
        published(article, **options)
    (lack,) = refused.value.missing
    assert (lack.field, lack.may_be_overridden) == ("at", False)
    assert "2 March 2026, 14:00 (UTC)" in str(lack)


def test_it_appears_at_the_minute_at_which_the_embargo_ends():
    article = published(embargoed(), at=UNTIL)
    assert (article.state(UNTIL - timedelta(seconds=1)), article.state(UNTIL)) == (State.SCHEDULED, State.PUBLISHED)
    assert published(embargoed(), now=UNTIL).is_live(UNTIL)


def test_a_time_before_the_embargo_cannot_be_planned():
    article, editor = embargoed(), making.staff(Role.EDITOR)
    with pytest.raises(articles.NotReady, match="at the earliest"):
        articles.plan(article=article, to=Times(UNTIL - HOUR, None), by=editor, now=NOW)
    articles.plan(article=article, to=Times(UNTIL, None), by=editor, now=NOW)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"published_at": NOW}, id="an earlier time"),
        pytest.param({"embargo_until": UNTIL + HOUR}, id="a longer embargo"),
    ],
)
def test_the_database_refuses_what_appears_before_its_embargo(columns):
    article = published(embargoed(), at=UNTIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**columns)


def test_an_embargo_is_logged_with_who_and_until_when():
    article = embargoed()
    event = article.events.get(act=Act.EMBARGO)
    assert (event.fields, event.note, event.from_state) == ("embargo_until", " → 2026-03-02T14:00Z", State.DRAFT)


@pytest.mark.parametrize("to", [pytest.param(None, id="lifted"), pytest.param(NOW + HOUR, id="shortened")])
def test_who_lifts_or_shortens_an_embargo_says_why(to):
    article, editor = embargoed(), making.staff(Role.EDITOR)
    with pytest.raises(articles.NotReady) as refused:
        embargoes.change(article=article, to=Embargo(to, UNTIL, "  "), by=editor, now=NOW)
    assert [lack.field for lack in refused.value.missing] == ["embargo_reason"]

    embargoes.change(article=article, to=Embargo(to, UNTIL, "The ministry has published it."), by=editor, now=NOW)
    article.refresh_from_db()
    lift = EmbargoLift.objects.get(event__article=article)
    assert (article.embargo_until, lift.reason, lift.event.made_by) == (to, "The ministry has published it.", editor)
    assert lift.event.act == Act.LIFT


def test_a_writer_puts_an_own_draft_under_embargo_and_does_not_lift_it():
    reporter = making.staff(Role.REPORTER)
    article = begun(reporter)
    embargoes.change(article=article, to=Embargo(UNTIL), by=reporter, now=NOW)
    embargoes.change(article=article, to=Embargo(UNTIL + HOUR, UNTIL), by=reporter, now=NOW)
    with pytest.raises(articles.NotAllowed):
        embargoes.change(article=article, to=Embargo(UNTIL, UNTIL + HOUR, "w"), by=reporter, now=NOW)
    with pytest.raises(articles.NotAllowed):
        embargoes.change(article=begun(), to=Embargo(UNTIL), by=reporter, now=NOW)


def test_whose_role_holds_elsewhere_changes_none():
    elsewhere = making.limited(Role.EDITOR, ["elsewhere"], ["en"])
    with pytest.raises(articles.NotAllowed, match="Ask a colleague"):
        embargoes.change(article=begun(), to=Embargo(UNTIL), by=elsewhere, now=NOW)


def test_what_readers_see_comes_under_none_until_it_is_taken_back():
    article = published(begun())
    with pytest.raises(articles.NotAllowed):
        embargoes.change(article=article, to=Embargo(UNTIL), by=making.staff(Role.EDITOR), now=NOW)
    articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)
    embargoes.change(article=article, to=Embargo(UNTIL), by=making.staff(Role.EDITOR), now=NOW)
    with pytest.raises(articles.NotReady, match="at the earliest"):
        published(article)


def test_an_embargo_that_has_passed_already_is_refused():
    with pytest.raises(articles.NotReady, match="has passed"):
        embargoed(NOW)


def test_of_two_who_change_it_at_once_the_second_sees_what_the_first_did():
    article, editor = embargoed(), making.staff(Role.EDITOR)
    with pytest.raises(articles.Crossed):
        embargoes.change(article=article, to=Embargo(UNTIL + HOUR), by=editor, now=NOW)
    embargoes.change(article=article, to=Embargo(None), by=editor, now=NOW)  # as they saw it
    article.refresh_from_db()
    assert article.embargo_until == UNTIL


def test_a_scheduled_article_is_put_off_with_its_embargo_in_one_act():
    article, editor, later = published(embargoed(), at=UNTIL), making.staff(Role.EDITOR), UNTIL + HOUR
    with pytest.raises(articles.NotReady, match="scheduled for 2 March 2026, 14:00"):
        embargoes.change(article=article, to=Embargo(later, UNTIL), by=editor, now=NOW)
    article = published(article, at=later, embargo=Embargo(later, UNTIL))
    assert (article.published_at, article.embargo_until, article.status) == (later, later, Status.PUBLISHED)


def test_a_lift_publishes_nothing():
    article = published(embargoed(), at=UNTIL)
    embargoes.change(article=article, to=Embargo(None, UNTIL, "Told by others."), by=making.staff(Role.EDITOR), now=NOW)
    article.refresh_from_db()
    assert (article.state(NOW), article.published_at) == (State.SCHEDULED, UNTIL)


def test_another_edition_begins_under_the_same_embargo():
    article = embargoed()
    german = articles.add_edition(
        article=article, edition=making.edition("de"), author=making.staff(Role.EDITOR), now=NOW
    )
    assert german.embargo_until == UNTIL
    assert "embargo_until" in german.events.get().fields.split()


def test_a_text_from_elsewhere_is_begun_under_embargo():
    origin = articles.Origin(credit="Ministry of Ports", embargo_until=UNTIL)
    article = articles.begin(
        edition=making.edition(), section=making.section(needs_four_eyes=False), text=TEXT,
        author=making.staff(Role.REPORTER), now=NOW, origin=origin,
    )  # fmt: skip
    assert article.embargo_at(NOW) == UNTIL
    assert article.embargo_at(UNTIL) is None
