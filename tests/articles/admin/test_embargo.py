"""Embargoes at the desk: typed by the edition's clock, refused beside the field, said where a text is shown (A43)."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from articles.enums import Act, Role, State
from articles.models import Article
from tests.articles import making
from tests.articles.admin.asking import address, filled, written
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

UNTIL = NOW + timedelta(hours=2)
TYPED, NOTICE = "2026-03-02T14:00", "Under embargo until 2 March 2026, 14:00 (UTC)"


def saved(client, article, **changes):
    """Send the form as it stands, with these changes; return the answer and the article as it is then."""
    page = client.get(address(article)).content.decode()
    shown = dict(re.findall(r'name="(initial-[\w]+)" value="([^"]*)"', page))
    now = {name.removeprefix("initial-"): value for name, value in shown.items()}
    answer = client.post(address(article), filled(**shown, **{**now, **changes}))
    article.refresh_from_db()
    return answer, article


def embargoed(client, **changes) -> Article:
    return saved(client, written(client), embargo_until=TYPED, **changes)[1]


def test_an_embargo_is_saved_with_a_draft_and_said_in_form_list_and_history(desk):
    client = desk(Role.EDITOR)
    article = embargoed(client)
    assert article.embargo_until == UNTIL
    changelist = reverse("admin:articles_article_changelist")
    for page in (address(article), changelist, f"{changelist}?embargo=1", f"{address(article)[:-7]}history/"):
        assert NOTICE in client.get(page).content.decode()
    making.article(title="The harbour opens")
    assert "The harbour opens" not in client.get(f"{changelist}?embargo=1").content.decode()


def test_an_embargo_is_read_by_the_editions_clock(desk):
    making.edition(time_zone="Europe/Berlin")
    article = embargoed(desk(Role.EDITOR))
    assert article.embargo_until == UNTIL - timedelta(hours=1)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"act": Act.PUBLISH.value, "embargo_until": TYPED}, id="published at once with it"),
        pytest.param({"act": Act.PUBLISH.value, "embargo_until": TYPED, "at": "2026-03-02T13:00"}, id="scheduled"),
        pytest.param({"embargo_until": TYPED, "at": "2026-03-02T13:00"}, id="planned"),
    ],
)
def test_an_earlier_time_is_refused_beside_its_field_with_the_earliest(desk, typed):
    client = desk(Role.EDITOR)
    answer, article = saved(client, written(client), **typed)
    page = answer.content.decode()
    assert re.search(r'href="#id_at">[^<]*</a>: It is under embargo: it may appear on 2 March 2026, 14:00', page)
    assert TYPED in page
    assert article.state(UNTIL) == State.DRAFT


def test_a_lift_asks_for_a_reason_which_the_log_keeps(desk):
    client = desk(Role.EDITOR)
    article = embargoed(client)
    answer, article = saved(client, article, embargo_until="")
    assert 'href="#id_embargo_reason"' in answer.content.decode()
    assert article.embargo_until == UNTIL
    answer, article = saved(client, article, embargo_until="", embargo_reason="The ministry has told it.")
    assert (answer.status_code, article.embargo_until) == (302, None)
    for page in (f"{address(article)[:-7]}history/", reverse("admin:articles_articleevent_changelist")):
        assert "The ministry has told it." in client.get(page).content.decode()


def test_what_is_scheduled_is_put_off_with_its_embargo_by_one_press(desk):
    client = desk(Role.EDITOR)
    article = embargoed(client)
    saved(client, article, at=TYPED, act=Act.PUBLISH.value)
    later = {"embargo_until": "2026-03-02T16:00", "at": "2026-03-02T16:00"}
    answer, article = saved(client, article, **later)
    assert "Put that off with it" in answer.content.decode()
    answer, article = saved(client, article, **later, act=Act.PUBLISH.value)
    assert answer.status_code == 302
    assert article.published_at == article.embargo_until == NOW + timedelta(hours=4)


def test_what_is_out_has_no_field_for_an_embargo(desk):
    client = desk(Role.EDITOR)
    _, article = saved(client, written(client), act=Act.PUBLISH.value)
    assert "embargo" not in client.get(address(article)).content.decode()


def test_the_form_says_which_edition_is_not_under_the_embargo(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(reverse("admin:articles_article_add_edition", args=[article.pk]), {"edition": making.edition("de").pk})
    saved(client, article, embargo_until=TYPED)
    assert "not under embargo" in client.get(address(article)).content.decode()
    german = Article.objects.get(edition="de")
    assert NOTICE in client.get(address(german)).content.decode()


def test_a_front_page_to_come_says_what_nobody_may_quote_today(desk):
    client = desk(Role.PUBLISHER)
    article = embargoed(client)
    saved(client, article, at=TYPED, act=Act.PUBLISH.value)
    asked = urlencode({"page": "en", "at": "2026-03-02T15:00"})
    page = client.get(f"{reverse('admin:articles_placement_preview')}?{asked}").content.decode()
    assert f"<strong>{NOTICE}:</strong> The ferry is late" in page
