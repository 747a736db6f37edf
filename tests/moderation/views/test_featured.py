"""Chosen comments in the text of the article: as long as readers can read them in the discussion (C55)."""

import re

import pytest

from accounts.models import User
from accounts.privacy import erasure
from articles import pages
from articles.actions import articles as writing
from articles.enums import Role
from articles.models import Text
from moderation.actions import choices, comments, decisions, leaving, policies, threads
from moderation.actions.choices import Place
from moderation.enums import Discussion
from moderation.models import Choice, Comment
from tests.articles.making import edition, staff
from tests.articles.pages.asking import Server
from tests.moderation import making
from tests.moderation.making import NOW, ORDINARY
from tests.moderation.views.writing import at

BODY = "<p>The harbour opened on Monday.</p><p>The ferry goes on.</p>"
FIRST, LAST = "The harbour opened on Monday.", "The ferry goes on."


@pytest.fixture
def article():
    making.rules()
    return making.article(body=BODY)


@pytest.fixture
def chief(client) -> User:
    person = making.accepting(making.person(is_staff=True, is_superuser=True))
    client.force_login(person)
    return person


def feature(comment, by, place=Place(FIRST)) -> Comment:  # noqa: B008 # frozen
    choices.choose(comment=comment, version=comment.version, why="First hand.", by=by, now=NOW, place=place)
    return Comment.objects.with_context().get(pk=comment.pk)


def text_of(client, article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    return re.search(r'<div class="story__text">(.*?)</div>', page, re.DOTALL)[1]


@pytest.mark.django_db
def test_an_editor_puts_a_chosen_comment_into_the_article_moves_it_and_takes_it_out(client, article):
    editor = making.accepting(staff(Role.EDITOR))
    client.force_login(editor)
    comment = making.comment(article, author=making.person("Ida Berg"))
    for place in ("Only in the discussion", "At the end of the text", f"After “{FIRST}”", f"After “{LAST}”"):
        assert place in client.get(at("comment", comment)).content.decode()
    said = {"why": "First hand.", "version": 1}
    for place, order in (
        (f"behind:{FIRST}", "first, featured, last"),
        ("end", "first, last, featured"),
        ("", "first, last"),
    ):
        assert client.post(at("choose", comment), said | {"place": place}).status_code == 302
        text = text_of(client, article)
        found = {text.find(FIRST): "first", text.find(LAST): "last", text.find('id="featured'): "featured"}
        assert ", ".join(found[one] for one in sorted(found) if one >= 0) == order
        assert f'value="{place}" selected' in client.get(at("comment", comment)).content.decode()
    assert "Ida Berg" not in text_of(client, article)
    assert [(one.is_in_article, one.after) for one in Choice.objects.order_by("pk")] == [
        (True, FIRST), (True, ""), (False, ""),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_place_that_is_none_is_told_and_nothing_is_lost(client, article, chief):
    comment = making.comment(article)
    wrong = client.post(at("choose", comment), {"why": "First hand.", "version": 1, "place": "behind:No such"})
    assert (wrong.status_code, "First hand." in wrong.content.decode(), Choice.objects.count()) == (400, True, 0)


@pytest.mark.django_db
def test_a_comment_stays_with_its_paragraph_and_stands_at_the_end_when_that_is_gone(client, article, chief):
    feature(making.comment(article), chief)
    editor = staff(Role.EDITOR)
    edition()  # with a name for the section
    for body, behind in ((f"<p>New.</p>{BODY}", FIRST), ("<p>All is new.</p><p>This, too.</p>", "This, too.")):
        base = article.newest_revision().number
        text = Text(**{**vars(Text.of(article.newest_revision())), "body": body, "summary": "In short."})
        revision = writing.revise(article=article, text=text, base=base, author=editor, now=NOW)
        writing.publish(article=article, by=chief, now=NOW, revision=revision.number)
        before = text_of(client, article).partition("<figure")[0]
        assert before.strip().endswith(f"{behind}</p>"), before
    assert 'value="end" selected' in client.get(at("comment", Comment.objects.get())).content.decode()


@pytest.mark.django_db
def test_the_figure_is_named_for_all_readers_and_speaks_its_own_language(client, article, chief):
    comment = making.comment(article, author=making.person("Ida Berg"), body="نعم")
    Comment.objects.filter(pk=comment.pk).update(language="ar")
    feature(comment, chief)
    text = text_of(client, article)
    for piece in (
        f'aria-labelledby="featured-{comment.pk}-head"', "From the comments", "<bdi>Ida Berg</bdi>", "First hand.",
        f'<blockquote class="featured__text" cite="/en/comments/{comment.pk}/" lang="ar" dir="auto">', "featured.css",
    ):  # fmt: skip
        assert piece in text


@pytest.mark.django_db
def test_the_discussion_that_is_closed_takes_its_quotations_along_and_feeds_never_have_them(client, article, chief):
    feature(making.comment(article, body="Only in the text."), chief)
    for kind in ("rss", "atom", "json"):
        assert "Only in the text." not in client.get(f"/en/feed.{kind}").content.decode()
    assert "Only in the text." in text_of(client, article)
    threads.set_discussion(article=article, discussion=Discussion.CLOSED, message="", by=chief, now=NOW)
    assert "Only in the text." not in text_of(client, article)


def edited(comment):
    comments.edit(comment=comment, version=1, submission=comments.Submission(ORDINARY, token="e"), now=NOW)


def withdrawn(comment):
    comments.withdraw(comment=comment, now=NOW)


def removed(comment):
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)


def redacted(comment):
    decisions.redact(
        comment=comment, version=1, moderator=making.moderator(), body="[…]", reasons=making.reasons(), now=NOW
    )


def closing(comment):
    User.objects.filter(pk=comment.author_id).update(closing_at=NOW)
    leaving.hide(person=User.objects.get(pk=comment.author_id), now=NOW)


def erased(comment):
    erasure.erase(person=comment.author, now=NOW)


def unchosen(comment):
    choices.take_back(comment=comment, by=making.person(is_staff=True, is_superuser=True), now=NOW)


ENDS = (edited, withdrawn, removed, redacted, closing, erased, unchosen)


@pytest.mark.django_db(transaction=True)
def test_no_kept_page_holds_a_comment_that_readers_cannot_read_any_more():
    making.rules()
    policies.settings.cache_clear()
    chief, article, server = making.person(is_staff=True, is_superuser=True), making.article(body=BODY), Server()
    pages.touch(site=True)
    for number, end in enumerate(ENDS):
        said = f"I was there, says number {number}."
        comment = feature(making.comment(article, author=making.member(), body=said), chief)
        page = server.get(article.get_absolute_url()).text
        assert page.count(said) == 2, end
        assert server.find(article.get_absolute_url())
        end(comment)
        assert "<figure" not in server.get(article.get_absolute_url()).text, end
