import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from articles import checklist
from articles.actions import articles
from articles.enums import Act, Role, State, Status
from articles.lifecycle import Obstacle
from articles.models import Article, ArticleEvent, Photo, Story, Text
from articles.schedule import Times
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = Text(slug="ferry", title="The ferry is late", summary="Again.", body="<p>Again.</p>")


def begun(author=None, *, needs_four_eyes: bool = False, text: Text = TEXT, photo: Photo | None = None) -> Article:
    section = making.section(f"section-{needs_four_eyes}", needs_four_eyes=needs_four_eyes)
    edition = making.edition()
    section.names.get_or_create(edition=edition, defaults={"name": section.code, "slug": section.code})
    author, text = author or making.staff(Role.REPORTER), replace(text, photo_id=photo and photo.pk)
    return articles.begin(edition=edition, section=section, text=text, author=author, now=NOW)


def published(**options) -> Article:
    return articles.publish(article=begun(**options), by=making.staff(Role.EDITOR), now=NOW, revision=1)


def test_a_draft_goes_through_review_to_readers():
    reporter, editor = making.staff(Role.REPORTER), making.staff(Role.EDITOR)
    article = begun(reporter, needs_four_eyes=True)
    articles.submit(article=article, by=reporter, now=NOW)
    articles.approve(article=article, by=editor, now=NOW, revision=1)
    article = articles.publish(article=article, by=editor, now=NOW, revision=1)

    assert article.state(NOW) == State.PUBLISHED
    assert list(article.events.order_by("id").values_list("act", "from_state", "to_state")) == [
        (Act.REVISE, "", State.DRAFT),
        (Act.SUBMIT, State.DRAFT, State.IN_REVIEW),
        (Act.APPROVE, State.IN_REVIEW, State.APPROVED),
        (Act.PUBLISH, State.APPROVED, State.PUBLISHED),
    ]


def test_nobody_approves_or_publishes_what_only_they_have_read():
    editor = making.staff(Role.EDITOR)
    article = begun(editor, needs_four_eyes=True)
    with pytest.raises(articles.NotAllowed) as refused:
        articles.publish(article=article, by=editor, now=NOW, revision=1)
    assert refused.value.obstacle == Obstacle.FOUR_EYES
    articles.submit(article=article, by=editor, now=NOW)
    with pytest.raises(articles.NotAllowed):
        articles.approve(article=article, by=editor, now=NOW, revision=1)


def test_an_approved_text_that_is_changed_must_be_approved_anew():
    editor, other = making.staff(Role.EDITOR), making.staff(Role.EDITOR)
    article = begun(editor, needs_four_eyes=True)
    articles.submit(article=article, by=editor, now=NOW)
    articles.approve(article=article, by=other, now=NOW, revision=1)
    articles.revise(article=article, text=TEXT, base=1, author=editor, now=NOW)
    with pytest.raises(articles.NotAllowed):
        articles.publish(article=article, by=editor, now=NOW, revision=2)


def test_a_change_of_a_live_article_is_not_seen_until_it_is_published():
    article = published()
    articles.revise(
        article=article,
        text=Text("ferry", "Changed", "s", "<p>t</p>"),
        base=1,
        author=making.staff(Role.EDITOR),
        now=NOW,
    )
    article.refresh_from_db()
    assert (article.title, article.status) == (TEXT.title, Status.PUBLISHED)

    later = NOW + timedelta(hours=1)
    articles.publish(article=article, by=making.staff(Role.EDITOR), now=later, revision=2)
    article.refresh_from_db()
    assert (article.title, article.published_at, article.changed_at) == ("Changed", NOW, later)


def test_an_article_is_published_at_a_time_and_ends_at_another():
    at, end = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    article = articles.publish(
        article=begun(), by=making.staff(Role.EDITOR), now=NOW, revision=1, at=at, expires_at=end
    )
    assert [article.state(moment) for moment in (NOW, at, end)] == [State.SCHEDULED, State.PUBLISHED, State.EXPIRED]


def test_a_scheduled_article_can_be_taken_off_the_schedule():
    article = articles.publish(
        article=begun(), by=making.staff(Role.EDITOR), now=NOW, revision=1, at=NOW + timedelta(hours=1)
    )
    assert articles.unpublish(article=article, by=making.staff(Role.PUBLISHER), now=NOW).status == Status.DRAFT


def test_a_second_saver_is_refused_and_sees_what_was_saved():
    article = begun()
    first, second = making.staff(Role.EDITOR), making.staff(Role.EDITOR)
    articles.revise(article=article, text=Text("a", "First"), base=1, author=first, now=NOW)
    with pytest.raises(articles.Overtaken) as refused:
        articles.revise(article=article, text=Text("a", "Second"), base=1, author=second, now=NOW)
    assert (refused.value.theirs.title, refused.value.theirs.made_by) == ("First", first)
    assert list(article.revisions.values_list("number", "title")) == [(2, "First"), (1, TEXT.title)]


def test_of_two_who_save_at_once_one_is_refused():
    article, barrier, outcomes = begun(), Barrier(2), []
    writers = [making.staff(Role.EDITOR), making.staff(Role.EDITOR)]

    def save(writer):
        barrier.wait()
        try:
            articles.revise(article=article, text=Text("a", str(writer.pk)), base=1, author=writer, now=NOW)
            outcomes.append("saved")
        except articles.Overtaken:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=save, args=[writer]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "saved"]
    assert article.revisions.count() == 2


def test_a_text_saved_while_another_is_being_approved_is_not_approved_unread():
    reporter, editor = making.staff(Role.REPORTER), making.staff(Role.EDITOR)
    article = begun(reporter, needs_four_eyes=True)
    articles.submit(article=article, by=reporter, now=NOW)

    def approve():
        try:
            articles.approve(article=article, by=editor, now=NOW, revision=1)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        articles.revise(article=article, text=Text("a", "Unread"), base=1, author=making.staff(Role.EDITOR), now=NOW)
        approval = pool.submit(approve)
        time.sleep(0.5)  # until it waits for what is being saved
    assert isinstance(approval.exception(), articles.Overtaken)
    article.refresh_from_db()
    assert article.status == Status.IN_REVIEW


def test_a_publisher_who_saw_an_older_text_is_refused():
    article = begun()
    articles.revise(article=article, text=TEXT, base=1, author=making.staff(Role.EDITOR), now=NOW)
    with pytest.raises(articles.Overtaken):
        articles.publish(article=article, by=making.staff(Role.EDITOR), now=NOW, revision=1)


def test_an_unready_article_is_refused_with_all_that_is_missing():
    article = begun(text=Text("a", "A" * 150, "", "<p> </p>"), photo=making.photo())
    with pytest.raises(articles.NotReady) as refused:
        articles.publish(article=article, by=making.staff(Role.EDITOR), now=NOW, revision=1)
    assert [str(lack) for lack in refused.value.missing] == [
        "Shorten the title to 140 characters.",
        "Write a summary.",
        "Write the text.",
        "Describe the photo for those who cannot see it, or say that it is decorative.",
    ]
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_an_edition_is_added_from_the_newest_text_and_changes_no_other():
    article, reporter = published(), making.staff(Role.REPORTER)
    made = articles.add_edition(article=article, edition=making.edition("de"), author=reporter, now=NOW)
    article.refresh_from_db()
    assert (made.story, made.status, made.newest_revision().body) == (article.story, Status.DRAFT, TEXT.body)
    assert article.status == Status.PUBLISHED
    with pytest.raises(articles.AlreadyTold):
        articles.add_edition(article=article, edition=making.edition("de"), author=reporter, now=NOW)
    assert Story.objects.count() == 1


def test_what_an_author_wrote_is_stored_and_shown_cleaned():
    article = published(
        text=Text("a", "T", "s", '<p onclick="x">Hi<script>x</script> <a href="javascript:1">l</a></p>')
    )
    for body in (article.body, article.newest_revision().body):
        assert "script" not in body
        assert "onclick" not in body


def test_a_person_without_a_role_writes_nothing():
    reader = making.person()
    with pytest.raises(articles.NotAllowed):
        begun(reader)
    with pytest.raises(articles.NotAllowed):
        articles.revise(article=begun(), text=TEXT, base=1, author=reader, now=NOW)
    assert ArticleEvent.objects.filter(made_by=reader).count() == 0


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        pytest.param("/en/contacts/", False, id="a page"),
        pytest.param("/de/contacts/", False, id="a page of another edition"),
        pytest.param("/robots.txt", False, id="a page of no edition"),
        pytest.param("http://localhost:8000/en/contacts/", False, id="a page by its whole address"),
        pytest.param("https://elsewhere.example/nowhere/", False, id="another site is not ours to judge"),
        pytest.param("mailto:desk@example.org", False, id="a mailbox"),
        pytest.param("/en/nowhere/at/all/", True, id="no page"),
        pytest.param("http://localhost:8000/en/nowhere/at/all/", True, id="no page by its whole address"),
        pytest.param("/en/harbour-999999/", True, id="an article that does not exist"),
    ],
)
def test_a_link_within_the_site_that_leads_nowhere_is_missing_its_page(link, is_dead):
    article = begun(text=replace(TEXT, body=f'<p>See <a href="{link}">there</a>.</p>'))
    missing = [str(lack) for lack in checklist.missing(article, article.newest_revision())]
    assert missing == ([f"Mend these links within the site: {link}"] if is_dead else [])


def test_a_link_to_an_article_is_dead_until_that_is_published():
    other = begun()
    link = other.address_in("en")
    assert checklist.dead_links(f'<a href="{link}">there</a>') == [link]
    articles.publish(article=other, by=making.staff(Role.EDITOR), now=NOW, revision=1)
    assert checklist.dead_links(f'<a href="{link}">there</a>') == []


def test_times_are_planned_by_whoever_may_revise_and_for_what_is_not_out():
    reporter, at = making.staff(Role.REPORTER), NOW + timedelta(hours=1)
    article = begun(reporter)
    articles.plan(article=article, to=Times(at, None), by=reporter, now=NOW)
    article.refresh_from_db()
    assert (article.published_at, article.state(at)) == (at, State.DRAFT)
    with pytest.raises(articles.NotAllowed):
        articles.plan(article=article, to=Times(NOW, None), by=making.staff(Role.REPORTER), now=NOW)
    with pytest.raises(articles.NotAllowed):
        articles.plan(article=published(), to=Times(at, None), by=making.staff(Role.EDITOR), now=NOW)


def test_times_that_somebody_else_planned_meanwhile_stay():
    article, editor = begun(), making.staff(Role.EDITOR)
    at, later = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    never = Times(None, None)

    def plan(to, was):
        articles.plan(article=article, to=Times(to, None), by=editor, now=NOW, was=was)
        article.refresh_from_db()
        return article.published_at

    assert plan(at, never) == at
    assert plan(None, never) == at
    with pytest.raises(articles.Crossed):
        plan(later, never)
    with pytest.raises(articles.Crossed):
        articles.publish(article=article, by=editor, now=NOW, revision=1, at=later, was=never)
    assert plan(later, Times(at, None)) == later
