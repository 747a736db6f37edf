"""An editor chooses at the desk whether readers see what changed with a correction (A58)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions import articles
from articles.enums import Role
from articles.models import Comparison, Correction, Text
from tests.articles import making
from tests.articles.admin.asking import address
from tests.articles.corrected import out, put_right, retell

pytestmark = pytest.mark.django_db
ADD = "admin:articles_correction_add"


def of(correction: Correction) -> str:
    return reverse("admin:articles_correction_comparison", args=[correction.pk])


def shown() -> list[tuple[int, int]]:
    return [(one.before.number, one.after.number) for one in Comparison.objects.all()]


def told(article) -> dict:
    return {"article": article.pk, "kind": "correction", "text": "It was Monday."}


@pytest.mark.parametrize(("change", "expected"), [(None, []), ("", []), ("2", [(1, 2)])])
def test_whoever_corrects_shows_what_changed_only_by_choosing_so(desk, change, expected):
    client = desk(Role.EDITOR)
    article = retell(
        out(making.staff(Role.PUBLISHER), now=timezone.now()), client.person, now=timezone.now(), title="B"
    )
    form = f"{reverse(ADD)}?article={article.pk}"
    page = client.get(form).content.decode()
    assert '<option value="" selected>No: the correction alone</option>' in page
    assert "Show nothing of what had to go: personal data, libel" in page

    client.post(form, told(article) | ({} if change is None else {"change": change}))

    assert Correction.objects.get().article == article
    assert shown() == expected


def test_what_was_not_out_is_no_choice_and_what_was_typed_stays(desk):
    client = desk(Role.EDITOR)
    article = out(client.person, now=timezone.now())
    text = Text(slug="ferry", title="Not out yet")
    articles.revise(article=article, text=text, base=1, author=client.person, now=timezone.now())
    page = client.post(reverse(ADD), told(article) | {"change": "2"}).content.decode()
    assert "Select a valid choice." in page
    assert "It was Monday." in page
    assert not Correction.objects.exists()


def test_of_an_article_that_is_over_nothing_can_be_chosen_and_what_was_typed_stays(desk):
    client, now = desk(Role.EDITOR), timezone.now()
    article = put_right(now=now - timedelta(hours=2)).article
    type(article).objects.filter(pk=article.pk).update(expires_at=now - timedelta(hours=1))
    page = client.post(reverse(ADD), told(article) | {"change": "2"}).content.decode()
    assert "Select a valid choice." in page
    assert "It was Monday." in page


def test_an_editor_chooses_afterwards_and_takes_it_back(desk):
    client, noted = desk(Role.EDITOR), put_right(now=timezone.now())
    assert of(noted) in client.get(address(noted.article)).content.decode()
    assert of(noted) in client.get(reverse("admin:articles_correction_change", args=[noted.pk])).content.decode()
    page = client.get(of(noted)).content.decode()
    assert "Readers see the correction alone." in page
    assert "Monday" in page[page.index("What readers would see") :]

    assert "Readers see what changed." in client.post(of(noted), {"change": "2"}, follow=True).content.decode()
    assert (shown(), Comparison.objects.get().made_by) == ([(1, 2)], client.person)
    kept = Comparison.objects.get()
    client.post(of(noted), {"change": "2"})
    assert Comparison.objects.get() == kept
    page = client.get(of(noted)).content.decode()
    assert f'<a href="{noted.changes_url()}">The page they see</a>' in page
    assert '<option value="2" selected>' in page

    assert "Select a valid choice." in client.post(of(noted), {"change": "7"}).content.decode()
    assert shown() == [(1, 2)]
    client.post(of(noted), {"change": ""})
    assert shown() == []


def test_the_page_says_when_there_is_nothing_to_choose(desk):
    client = desk(Role.PUBLISHER)
    noted = put_right(client.person, now=timezone.now())
    articles.unpublish(article=noted.article, by=client.person, now=timezone.now())
    assert "You can choose while readers see both" in client.get(of(noted)).content.decode()
    assert "You can choose while readers see both" in client.post(of(noted), {"change": "2"}).content.decode()
    assert shown() == []
    articles.publish(article=noted.article, by=client.person, now=timezone.now(), revision=2)
    assert "Readers have got no other text" in client.get(of(noted)).content.decode()


def test_others_choose_nothing(desk):
    noted = put_right(now=timezone.now())
    client = desk(Role.REPORTER)
    assert client.get(of(noted)).status_code == 403
    assert client.post(of(noted), {"change": "2"}).status_code == 403
    assert of(noted) not in client.get(address(noted.article)).content.decode()
    client.force_login(making.limited(Role.EDITOR, [], [making.edition("de").pk]))
    assert client.post(of(noted), {"change": "2"}).status_code == 403
    assert shown() == []


def test_the_page_costs_the_same_however_often_the_article_changed(desk, django_assert_max_num_queries):
    client = desk(Role.PUBLISHER)
    noted = put_right(client.person, now=timezone.now())
    for title in ("B", "C", "D"):
        retell(noted.article, client.person, now=timezone.now(), title=title)
    with django_assert_max_num_queries(14):
        assert client.get(of(noted)).content.decode().count("in the place of") == 8
