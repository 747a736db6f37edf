"""The checklist, and publishing in spite of it (A15)."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from articles import checklist
from articles.actions import articles
from articles.checklist import Override
from articles.enums import Act, Point, Role, State
from articles.models import ChecklistOverride
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)
UNREADY = replace(TEXT, summary="", body='<p>See <a href="/en/nowhere/at/all/">there</a>.</p>')
BOTH = frozenset({Point.SUMMARY, Point.LINKS})


def publish(article, override, role=Role.EDITOR):
    return articles.publish(article=article, by=making.staff(role), now=NOW, revision=1, override=override)


def test_an_editor_publishes_without_what_they_name_and_the_log_says_who_when_what_and_why():
    article = publish(begun(text=UNREADY), Override(BOTH, " The minister has resigned. "))
    event = article.events.get(act=Act.PUBLISH)
    assert article.state(NOW) == State.PUBLISHED
    assert (event.override.points, event.override.reason) == ("summary links", "The minister has resigned.")
    assert (event.made_at, event.made_by.groups.get().name) == (NOW, Role.EDITOR)
    assert str(event.override) == "a summary, links that lead somewhere: The minister has resigned."


@pytest.mark.parametrize(
    ("override", "missing"),
    [
        pytest.param(checklist.NOTHING_OVERRIDDEN, [Point.SUMMARY, Point.LINKS], id="nothing named"),
        pytest.param(Override(BOTH, "  "), [Point.SUMMARY, Point.LINKS], id="no reason"),
        pytest.param(Override(frozenset({Point.LINKS}), "Urgent."), [Point.SUMMARY], id="a point that was not named"),
    ],
)
def test_what_is_not_named_with_a_reason_is_not_let_pass(override, missing):
    article = begun(text=UNREADY)
    with pytest.raises(articles.NotReady) as refused:
        publish(article, override)
    assert [lack.point for lack in refused.value.missing] == missing
    assert ChecklistOverride.objects.count() == 0


def test_no_reason_helps_where_there_is_no_page_to_show():
    article = begun(text=replace(TEXT, title=" "))
    article.section.names.all().delete()
    with pytest.raises(articles.NotReady) as refused:
        publish(article, Override(frozenset(Point), "Urgent."))
    assert [lack.point for lack in refused.value.missing] == [Point.TITLE, Point.SECTION]


def test_a_reporter_overrides_nothing():
    with pytest.raises(articles.NotAllowed):
        publish(begun(text=UNREADY), Override(BOTH, "Urgent."), Role.REPORTER)


def test_an_article_that_lacks_nothing_is_published_without_an_override():
    publish(begun(), Override(frozenset(Point), "Just in case."))
    assert ChecklistOverride.objects.count() == 0


def test_the_database_takes_no_override_without_a_reason_and_changes_none():
    event = publish(begun(text=UNREADY), Override(BOTH, "Urgent.")).events.get(act=Act.PUBLISH)
    other = publish(begun(), checklist.NOTHING_OVERRIDDEN).events.get(act=Act.PUBLISH)
    for lacking in ({"points": "summary", "reason": ""}, {"points": "", "reason": "Urgent."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChecklistOverride.objects.create(event=other, **lacking)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_checklistoverride SET reason = 'Other'")
    event.override.refresh_from_db()
    assert event.override.reason == "Urgent."


@pytest.mark.parametrize(
    ("alt", "is_decorative", "missing"),
    [
        pytest.param("", False, [Point.DESCRIPTION], id="neither"),
        pytest.param("A ferry", False, [], id="described"),
        pytest.param("", True, [], id="decorative"),
        pytest.param("A ferry", True, [Point.DESCRIPTION], id="both contradict each other"),
    ],
)
def test_a_photo_is_described_or_decorative(alt, is_decorative, missing):
    article = begun(text=replace(TEXT, photo_alt=alt, photo_is_decorative=is_decorative), photo=making.photo())
    assert [lack.point for lack in checklist.missing(article, article.newest_revision())] == missing
