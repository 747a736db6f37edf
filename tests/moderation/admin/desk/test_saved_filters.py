"""Filters of the queue that are kept under a name (C25)."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.privacy import erasure
from moderation.actions import saved_filters
from moderation.models import SavedFilter
from tests.moderation import making
from tests.moderation.admin.desk.working import moderator_who_accepted, waiting

pytestmark = [pytest.mark.both, pytest.mark.django_db]
QUEUE = "/admin/moderation/case/"
PAGE = f"{QUEUE}filters/"


@pytest.fixture
def colleague():
    return moderator_who_accepted("Tarek")


def kept(owner, name="Letters", query="source=letter", **more):
    return saved_filters.keep(owner=owner, name=name, query=query, now=timezone.now(), **more)


def may_share(person):
    person.user_permissions.add(Permission.objects.get(codename="share_savedfilter"))
    return User.objects.get(pk=person.pk)


def above(desk, query=""):
    """Read the filters above the list: address, name and count."""
    page = desk.get(QUEUE + query).content.decode()
    found = re.findall(r'<a href="\?([^"]*)"([^>]*)><bdi>(.*?)</bdi> \((.*?)\)</a>', page)
    return {
        name: (address.replace("&amp;", "&"), count, "aria-current" in more) for address, more, name, count in found
    }


def test_a_filter_is_kept_under_a_name_picked_again_and_counts_what_it_lists(desk):
    waiting()
    waiting(risk=100)
    _, other = waiting()
    other.article.edition = making.edition("de")
    other.article.save()
    narrowed = "?article__edition__language__exact=en&p=0"
    page = desk.get(QUEUE + narrowed).content.decode()
    keep = re.search(r'href="(/admin/moderation/case/filters/\?[^"]*)"', page).group(1).replace("&amp;", "&")
    form = desk.get(keep)
    assert form.context["narrowed"] == "article__edition__language__exact=en"
    assert form.context["said"] == ["edition: en"]
    answer = desk.post(PAGE, {"narrowed": form.context["narrowed"], "name": " Night   shift "})
    assert answer["Location"] == f"{QUEUE}?article__edition__language__exact=en"
    assert above(desk) == {"Night shift": ("article__edition__language__exact=en", "2", False)}
    picked = above(desk, narrowed)["Night shift"]
    assert picked == ("article__edition__language__exact=en", "2", True)
    assert desk.get(f"{QUEUE}?{picked[0]}").context["cl"].result_count == 2


def test_words_that_are_searched_for_are_kept_too_and_go_with_whom_they_name(desk, moderator):
    reader = making.person("Ada Sorensen")
    kept(moderator, name="Ada", query="q=ada+sorensen&kind__exact=comment")
    kept(moderator, name="Ports", query="q=harbour")
    assert above(desk)["Ada"][0] == "kind__exact=comment&q=ada+sorensen"
    erasure.erase(person=reader, now=timezone.now())
    assert list(above(desk)) == ["Ports"]


def test_a_filter_is_renamed_and_removed_by_its_owner_alone(desk, moderator, colleague):
    mine, theirs = kept(moderator), kept(colleague, name="Tarek’s")
    assert list(above(desk)) == ["Letters"]
    desk.post(PAGE, {"filter": mine.pk, "name": "Post"})
    assert list(above(desk)) == ["Post"]
    desk.post(PAGE, {"filter": theirs.pk, "act": "remove"})
    for change in (
        lambda: saved_filters.amend(saved=theirs, by=moderator, name="Mine now"),
        lambda: saved_filters.remove(saved=theirs, by=moderator),
    ):
        with pytest.raises(saved_filters.NotYours):
            change()
    assert SavedFilter.objects.filter(pk=theirs.pk, name="Tarek’s").exists()
    desk.post(PAGE, {"filter": mine.pk, "act": "remove"})
    assert above(desk) == {}


def test_whoever_may_shares_a_filter_with_the_newsroom(desk, moderator, colleague):
    waiting()
    with pytest.raises(saved_filters.NotYours):
        kept(colleague, is_shared=True)
    assert "is_shared" not in desk.get(f"{PAGE}?source=letter").content.decode()
    shared = kept(may_share(colleague), name="All held", query="is_held__exact=1", is_shared=True)
    assert above(desk) == {"All held": ("is_held__exact=1", "1", False)}
    assert "shared by Tarek" in desk.get(PAGE).content.decode()
    desk.post(PAGE, {"filter": shared.pk, "act": "remove"})
    assert SavedFilter.objects.get() == shared
    may_share(moderator)
    assert 'name="is_shared"' in desk.get(PAGE).content.decode()
    desk.post(PAGE, {"filter": shared.pk, "name": "Held"})  # the box is not ticked: shared no longer
    assert above(desk) == {}


def test_a_shared_filter_counts_for_each_what_they_may_see(client, moderator):
    waiting()
    kept(may_share(moderator), name="All", query="kind__exact=comment", is_shared=True)
    limited = making.accepting(making.limited_moderator(sections=["sport"], editions=[]))
    client.force_login(limited)
    assert above(client) == {"All": ("kind__exact=comment", "0", False)}


def test_a_name_that_is_taken_and_a_filter_that_narrows_nothing_are_refused_with_what_to_do(desk, moderator):
    kept(moderator)
    answer = desk.post(PAGE, {"narrowed": "source=notice", "name": "LETTERS"})
    assert (answer.status_code, SavedFilter.objects.count()) == (400, 1)
    assert "Choose another name." in answer.content.decode()
    assert "Narrow the list first" in desk.post(PAGE, {"name": "All of it"}, follow=True).content.decode()
    for bad in ({"name": ""}, {"query": "", "words": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedFilter.objects.filter(owner=moderator).update(**bad)


def test_what_the_queue_no_longer_understands_is_shown_without_a_count(desk, moderator):
    kept(moderator, name="Old", query="colour=red")
    assert above(desk)["Old"][1].endswith(">?</span>")
    assert desk.get(f"{PAGE}?colour=red").status_code == 200
