"""Acts on many articles at the desk: asked for from the list, looked at, followed, stopped (A54)."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from accounts.outbox import delivery
from articles.actions import bulk
from articles.enums import Outcome, Role, Status
from articles.models import Article, BulkJob
from tests.articles import making
from tests.articles.making import NOW
from tests.test_markup import STOCK, faults

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LIST, BULK = reverse("admin:articles_article_changelist"), reverse("admin:articles_article_bulk")


@pytest.fixture
def client(desk):
    making.section(needs_four_eyes=False)
    return desk(Role.EDITOR)


def written(language="en", **fields) -> Article:
    article = making.draft(language, **fields)
    making.revision(article)
    return article


def page(job) -> str:
    return reverse("admin:articles_bulkjob_change", args=[job.pk])


def begun(client, query) -> BulkJob:
    """Look at what would be done, and have it done."""
    seen = client.get(BULK, query).context["found"].seen
    response = client.post(f"{BULK}?{urlencode(query, doseq=True)}", {"seen": seen})
    job = BulkJob.objects.latest("pk")
    assert response.headers["Location"] == page(job)
    return job


def work():
    while item := delivery.claim(now=NOW):
        delivery.deliver(item, now=NOW)


def test_from_the_list_what_is_marked_is_looked_at_done_and_followed(client):
    ready, bare, _other = written(), written(title="Bare", summary=""), written(title="Another")
    chosen = client.post(LIST, {"action": "publish", "index": "0", ACTION_CHECKBOX_NAME: [ready.pk, bare.pk]})
    asked = urlsplit(chosen.headers["Location"])
    assert (asked.path, parse_qs(asked.query)) == (BULK, {"id": [str(ready.pk), str(bare.pk)], "act": ["publish"]})

    looked = client.get(chosen.headers["Location"]).content.decode()
    assert "It would be done to 1 article" in looked
    assert "Write a summary. (1)" in looked
    assert reverse("admin:articles_article_change", args=[bare.pk]) in looked
    assert not BulkJob.objects.exists()

    job = begun(client, {"id": [ready.pk, bare.pk], "act": "publish"})
    answer = client.get(page(job))
    assert "To go: 1" in answer.content.decode()
    assert answer.headers["Refresh"] == "5"
    work()
    answer = client.get(page(job))
    assert "Done: 1" in answer.content.decode()
    assert "Refresh" not in answer.headers
    assert Article.objects.get(pk=ready.pk).status == Status.PUBLISHED
    assert "Publish" in client.get(reverse("admin:articles_bulkjob_changelist")).content.decode()


def test_all_that_the_filters_find_are_meant_without_scripts_too(client):
    ships = [written(title=f"Ship {number}") for number in range(3)]
    written(title="Town")
    shown = client.get(LIST, {"q": "ship"}).content.decode()
    assert f'{BULK}?_changelist_filters=q%3Dship"' in shown
    job = begun(client, {"_changelist_filters": "q=ship", "act": "submit"})
    assert list(job.items.values_list("article", flat=True)) == [ship.pk for ship in ships]
    across = client.post(
        f"{LIST}?q=ship",
        {"action": "submit", "index": "0", "select_across": "1", ACTION_CHECKBOX_NAME: [ships[0].pk]},
    )
    assert across.headers["Location"] == f"{BULK}?_changelist_filters=q%3Dship&act=submit"


def test_which_act_and_what_it_has_to_know_is_asked_step_by_step(client):
    making.tag("Harbour")
    article = written()
    asked = {"id": article.pk}
    assert [value for value, _label in client.get(BULK, asked).context["form"].fields["act"].choices] == [
        "submit", "approve", "return", "publish", "tag", "untag", "move",
    ]  # fmt: skip
    form = client.get(BULK, asked | {"act": "tag"}).context["form"]
    assert (list(form.fields), form.is_bound) == (["tag", "is_shown"], False)
    assert "This field is required." in client.get(BULK, asked | {"act": "tag", "tag": " "}).content.decode()
    assert "Write at least one letter" in client.get(BULK, asked | {"act": "tag", "tag": "?!"}).content.decode()
    job = begun(client, asked | {"act": "tag", "tag": " harbour ", "is_shown": "on"})
    assert (job.tag, job.is_shown, str(job)) == ("harbour", True, "Put a tag on: harbour")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param({"act": "publish"}, id="nothing"),
        pytest.param({"act": "publish", "id": ["x", "9" * 30, "0"]}, id="no keys"),
        pytest.param({"act": "publish", "_changelist_filters": "nonsense=1"}, id="no filters"),
    ],
)
def test_where_nothing_is_meant_the_list_is_shown_again(client, query):
    written()
    answer = client.get(BULK, query, follow=True)
    assert "No article is chosen." in answer.content.decode()
    assert client.post(f"{BULK}?{urlencode(query, doseq=True)}", {"seen": "x"}).status_code == 302
    assert not BulkJob.objects.exists()


def test_more_than_one_job_takes_are_to_be_narrowed(client, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    written(), written()
    answer = client.get(BULK, {"_changelist_filters": "", "act": "submit"}, follow=True)
    assert "These are more than 1 articles: narrow the list." in answer.content.decode()


@pytest.mark.parametrize("sent", [{"index": "7"}, {"index": "x"}, {"action": ["publish", "x"]}, {"select_across": "x"}])
def test_a_list_that_is_sent_otherwise_than_it_was_shown_does_nothing(client, sent):
    answer = client.post(LIST, {"action": "publish", ACTION_CHECKBOX_NAME: [written().pk]} | sent)
    assert answer.status_code in (200, 302)
    assert not BulkJob.objects.exists()


@pytest.mark.parametrize("act", ["unpublish", "revise", "x"])
def test_an_act_that_is_no_act_of_theirs_is_asked_again(client, act):
    answer = client.get(BULK, {"id": written().pk, "act": act})
    assert "Select a valid choice." in answer.content.decode()


def test_what_changed_since_it_was_looked_at_is_looked_at_again(client):
    article, query = written(), {"_changelist_filters": "", "act": "submit"}
    seen = client.get(BULK, query).context["found"].seen
    written(title="Too late")
    answer = client.post(f"{BULK}?{urlencode(query, doseq=True)}", {"seen": seen})
    assert "Nothing was done: look again." in answer.content.decode()
    assert not BulkJob.objects.exists()
    assert article.status == Status.DRAFT


def test_whoever_is_limited_means_theirs_alone(client):
    english, german = written(), written("de")
    client.force_login(making.limited(Role.EDITOR, [], ["de"]))
    for query in ({"id": [english.pk, german.pk]}, {"_changelist_filters": ""}):
        found = client.get(BULK, query | {"act": "submit"}).context["found"]
        assert (found.feasible, found.refused) == ([german], {})


def test_its_pages_are_without_a_fault(client):
    article, bare = written(status=Status.APPROVED), written(summary="")
    asked = {"id": [article.pk, bare.pk]}
    addresses = [f"{BULK}?{urlencode(asked | more, doseq=True)}" for more in ({}, {"act": "move"}, {"act": "publish"})]
    job = bulk.ask(
        job=BulkJob(act="publish"), meant={article.pk: 1, bare.pk: 1}, by=client.person, language="en", now=NOW
    )
    running = client.get(page(job)).content.decode()
    work()
    pages = [running, *(client.get(address).content.decode() for address in (page(job), *addresses))]
    assert [set(faults(html)) - set(STOCK) for html in pages] == [set()] * 5


def test_it_is_stopped_and_gone_on_with(client):
    job = begun(client, {"id": [written().pk, written().pk], "act": "submit"})
    client.post(page(job), {"act": "stop"})
    work()
    stopped = client.get(page(job))
    assert "Stopped" in stopped.content.decode()
    assert "Refresh" not in stopped.headers
    assert job.progress()[Outcome.WAITING] == 2
    again = client.post(page(job), {"act": "stop"}, follow=True).content.decode()
    assert "It was over or stopped already." in again
    assert client.post(page(job), {"act": "x"}).status_code == 403
    client.post(page(job), {"act": "resume"})
    work()
    assert job.progress()[Outcome.DONE] == 2


def test_a_page_that_is_to_stand_still_does(client):
    job = begun(client, {"id": written().pk, "act": "submit"})
    assert "Refresh" not in client.get(page(job), {"still": ""}).headers


def test_who_asked_and_administrators_alone_see_it(client, desk):
    job = begun(client, {"id": written().pk, "act": "submit"})
    others = desk(Role.PUBLISHER)
    assert others.get(page(job)).status_code == 404
    assert "0 acts on many articles" in others.get(reverse("admin:articles_bulkjob_changelist")).content.decode()
    client.force_login(making.person(is_staff=True, is_superuser=True))
    assert client.get(page(job)).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_its_page_costs_the_same_however_much_was_refused(client, number, django_assert_num_queries):
    of = [making.article() for _ in range(number)]
    job = bulk.ask(job=BulkJob(act="submit"), meant={one.pk: 1 for one in of}, by=client.person, language="en", now=NOW)
    work()
    client.get(page(job))
    with django_assert_num_queries(8):
        assert f"Refused: {number}" in client.get(page(job)).content.decode()
