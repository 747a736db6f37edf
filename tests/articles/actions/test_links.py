"""What becomes of the links of a text that is published, and of those that are dead."""

from datetime import timedelta

import pytest

from accounts.models import OutboxItem
from articles.actions import links
from articles.actions.articles import NotAllowed, publish, revise
from articles.actions.collecting import collect
from articles.enums import Deed, Role, Thing
from articles.models import Link, LinkHost, LinkTarget, PaperEvent, Text
from tests.articles import making
from tests.articles.links.making import dead
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

BODY = '<p><a href="/en/a-1/">here</a> <a href="https://example.org/b">there</a></p>'


def told(article):
    rows = Link.objects.filter(article=article).order_by("target__address")
    return list(rows.values_list("target__address", "target__host", "words"))


def test_publishing_notes_where_the_text_leads_and_a_draft_does_not():
    editor = making.staff(Role.PUBLISHER)
    making.section(needs_four_eyes=False)
    article = making.article(body="<p>Nothing.</p>")
    text = Text.of(article.live_revision)
    text = Text(**{**vars(text), "body": BODY.replace("/en/a-1/", article.get_absolute_url())})
    revise(article=article, text=text, base=1, author=editor, now=NOW)
    assert told(article) == []
    publish(article=article, by=editor, now=NOW, revision=2)
    assert told(article) == [
        (article.get_absolute_url(), None, "here"),
        ("https://example.org/b", "example.org", "there"),
    ]


def test_a_link_that_stays_keeps_what_was_said_of_it_and_one_that_goes_is_forgotten():
    link = dead(making.article(body=BODY), "https://example.org/b", by=making.staff(Role.EDITOR))
    article = link.article
    article.body = '<p><a href="https://example.org/b#now">there now</a> <a href="https://example.org/c">new</a></p>'
    collect(article=article, now=NOW)
    assert told(article) == [
        ("https://example.org/b", "example.org", "there now"),
        ("https://example.org/c", "example.org", "new"),
    ]
    link.refresh_from_db()
    assert link.is_left
    assert LinkTarget.objects.count() == 3  # one of which nothing leads to, until the night
    assert LinkHost.objects.count() == 1


def test_two_articles_share_an_address():
    for _ in range(2):
        collect(article=making.article(body=BODY), now=NOW)
    assert (Link.objects.count(), LinkTarget.objects.count()) == (4, 2)


@pytest.mark.django_db
def test_all_that_is_out_is_read_again_without_all_texts_at_once(django_assert_max_num_queries):
    for _ in range(3):
        making.article(body=BODY)
    making.draft(body=BODY)
    with django_assert_max_num_queries(40):
        assert links.rebuild(now=NOW) == 3
    assert Link.objects.count() == 6


def test_a_dead_link_is_left_with_a_reason_which_the_log_keeps():
    link, editor = dead(making.article(body=BODY), "/en/a-1/"), making.staff(Role.EDITOR)
    with pytest.raises(links.NoReason):
        links.leave(link=link, reason="  ", by=editor, now=NOW)
    assert list(Link.objects.to_mend(NOW)) == [link]
    links.leave(link=link, reason="The story\nis about it.", by=editor, now=NOW)
    assert (list(Link.objects.to_mend(NOW)), list(Link.objects.dead(NOW).left())) == ([], [link])
    links.resume(link=link, by=editor, now=NOW)
    assert list(Link.objects.to_mend(NOW)) == [link]
    assert list(PaperEvent.objects.order_by("pk").values_list("thing", "key", "act", "note", "made_by")) == [
        (Thing.LINK, str(link.article_id), Deed.LEAVE, "/en/a-1/ – The story is about it.", editor.pk),
        (Thing.LINK, str(link.article_id), Deed.RESUME, "/en/a-1/ – The story is about it.", editor.pk),
    ]


def test_what_was_left_is_named_again_once_it_was_alive_and_died_anew():
    link = dead(making.article(body=BODY), "/en/a-1/", by=making.staff(Role.EDITOR))
    assert list(Link.objects.to_mend(NOW)) == []
    LinkTarget.objects.filter(pk=link.target_id).update(failing_since=NOW + timedelta(days=1))
    assert list(Link.objects.to_mend(NOW)) == [link]


@pytest.mark.parametrize("role", [Role.REPORTER, None])
def test_only_who_edits_there_leaves_a_dead_link(role):
    link = dead(making.article(body=BODY), "/en/a-1/")
    somebody = making.staff(role) if role else making.limited(Role.EDITOR, [], ["de"], to=None)
    with pytest.raises(NotAllowed):
        links.leave(link=link, reason="x", by=somebody, now=NOW)


def test_looking_again_is_asked_for_once_and_elsewhere_only_where_that_is_on(settings):
    article = making.article(body=BODY)
    ours, theirs = dead(article, "/en/a-1/"), dead(article, "https://example.org/b")
    with pytest.raises(links.NotAsked):
        links.look_again(link=theirs, now=NOW)
    settings.CHECK_LINKS_ELSEWHERE = True
    for link in (ours, ours, theirs):
        links.look_again(link=link, now=NOW)
    assert list(OutboxItem.objects.order_by("pk").values_list("payload", flat=True)) == [
        {"target": ours.target_id},
        {"target": theirs.target_id},
    ]


def test_links_to_other_sites_are_reported_only_while_those_are_asked(settings):
    link = dead(making.article(body=BODY), "https://example.org/b")
    assert list(Link.objects.dead(NOW)) == []
    settings.CHECK_LINKS_ELSEWHERE = True
    assert list(Link.objects.dead(NOW)) == [link]
