"""What was put right stays as it was said, once readers have seen it (A28)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import articles, corrections
from articles.actions.corrections import Note
from articles.enums import Act, CorrectionKind, Role, State
from articles.lifecycle import Obstacle
from articles.models import Correction, Text
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
NOTE = Note(CorrectionKind.CORRECTION, "The boat leaves from the North Quay.")
LATER = NOW + timedelta(hours=1)
#: Behind the clocks of all machines that run this.
FAR = NOW.replace(year=2990)


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


def drafted(editor, *, at=None):
    """An article of one revision; scheduled, if a time is given."""
    making.section(needs_four_eyes=False)
    article = articles.begin(
        edition=making.edition(),
        section=making.section(),
        text=Text(slug="ferry", title="Ferry", summary="Late.", body="<p>Late.</p>"),
        author=editor,
        now=NOW,
    )
    return articles.publish(article=article, by=editor, now=NOW, revision=1, at=at) if at else article


def test_a_correction_of_a_live_article_is_public_at_once_and_logged(editor):
    article = making.article()
    made = corrections.record(article=article, note=NOTE, by=editor, now=LATER)
    article.refresh_from_db()
    assert list(Correction.objects.public(LATER)) == [made]
    assert (made.made_by, made.public_at, article.changed_at) == (editor, LATER, LATER)
    event = article.events.get()
    assert (event.act, event.from_state, event.to_state, event.made_by) == (
        Act.CORRECT,
        State.PUBLISHED,
        State.PUBLISHED,
        editor,
    )


def test_a_correction_of_a_draft_may_be_changed_and_dropped_and_appears_with_the_article(editor):
    article = drafted(editor)
    kept = corrections.record(article=article, note=NOTE, by=editor, now=NOW)
    dropped = corrections.record(article=article, note=NOTE, by=editor, now=NOW)
    corrections.amend(correction=kept, note=Note(CorrectionKind.CLARIFICATION, "Clearer."), by=editor, now=NOW)
    corrections.drop(correction=dropped, by=editor, now=NOW)
    assert not Correction.objects.public(NOW).exists()

    articles.publish(article=article, by=editor, now=LATER, revision=1)

    seen = Correction.objects.public(LATER).get()
    assert (seen.pk, seen.kind, seen.text, seen.public_at) == (kept.pk, CorrectionKind.CLARIFICATION, "Clearer.", LATER)


def test_a_correction_of_a_scheduled_article_waits_for_its_minute(editor):
    article = drafted(editor, at=FAR)
    made = corrections.record(article=article, note=NOTE, by=editor, now=NOW)
    assert made.public_at == FAR
    articles.publish(article=article, by=editor, now=NOW, revision=1, at=FAR + timedelta(days=1))
    made.refresh_from_db()
    assert made.public_at == FAR + timedelta(days=1)
    assert not Correction.objects.public(FAR).exists()
    assert Correction.objects.public(FAR + timedelta(days=1)).exists()

    articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)
    corrections.amend(correction=made, note=Note(CorrectionKind.ADDITION, "More."), by=editor, now=NOW)
    made.refresh_from_db()
    assert (made.public_at, made.text) == (None, "More.")


def test_what_readers_have_seen_stays_when_the_article_is_taken_back(editor):
    article = making.article()
    made = corrections.record(article=article, note=NOTE, by=editor, now=NOW)
    articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW)
    made.refresh_from_db()
    assert made.public_at == NOW
    with pytest.raises(corrections.AlreadyPublic):
        corrections.amend(correction=made, note=NOTE, by=editor, now=NOW)
    with pytest.raises(corrections.AlreadyPublic):
        corrections.drop(correction=made, by=editor, now=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles_correction SET text = 'Never mind.'",
        "UPDATE articles_correction SET public_at = NULL",
        "DELETE FROM articles_correction",
    ],
)
def test_the_database_keeps_what_readers_have_seen(editor, statement):
    corrections.record(article=making.article(), note=NOTE, by=editor, now=NOW)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Correction.objects.get().text == NOTE.text


def test_the_shell_changes_and_deletes_only_what_nobody_has_seen(editor):
    seen = corrections.record(article=making.article(), note=NOTE, by=editor, now=NOW)
    waiting = corrections.record(article=drafted(editor), note=NOTE, by=editor, now=NOW)
    for act in (seen.delete, seen.save, lambda: Correction.objects.filter(pk=seen.pk).update(text="x")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    waiting.text = "Changed."
    waiting.save()
    waiting.delete()
    assert list(Correction.objects.all()) == [seen]


def test_a_later_record_supersedes_an_earlier_one_once(editor):
    article = making.article()
    first = corrections.record(article=article, note=NOTE, by=editor, now=NOW)
    again = Note(CorrectionKind.CORRECTION, "It leaves from both.", supersedes=first)
    second = corrections.record(article=article, note=again, by=editor, now=LATER)
    assert first.superseded_by == second
    assert list(Correction.objects.public(LATER).newest_first()) == [second, first]
    assert list(Correction.objects.public(LATER).in_force()) == [second]
    with pytest.raises(corrections.CannotSupersede):
        corrections.record(article=article, note=again, by=editor, now=LATER)


def test_nothing_supersedes_another_articles_correction(editor):
    first = corrections.record(article=making.article(), note=NOTE, by=editor, now=NOW)
    other = making.article()
    with pytest.raises(corrections.CannotSupersede):
        corrections.record(
            article=other, note=Note(CorrectionKind.CORRECTION, "x", supersedes=first), by=editor, now=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(
            article=other, kind="correction", text="x", supersedes=first, made_by=editor, made_at=NOW
        )


def test_only_those_who_may_publish_correct():
    reporter = making.staff(Role.REPORTER)
    with pytest.raises(articles.NotAllowed) as refused:
        corrections.record(article=making.article(), note=NOTE, by=reporter, now=NOW)
    assert refused.value.obstacle == Obstacle.RIGHT
    assert not Correction.objects.exists()
