"""The switch at the desk: begun with an end, said what is refused, ended by one press (A64)."""

import pytest
from django.urls import reverse

from articles.actions import breaking
from articles.enums import Role
from articles.models import Breaking
from tests.articles import making
from tests.test_markup import faults

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:articles_placement_breaking")
END = reverse("admin:articles_placement_breaking_end")


def said(told, **changes) -> dict[str, str]:
    asked = {"edition": told.edition_id, "article": told.get_absolute_url(), "headline": "", "hours": "3"}
    return asked | changes


def test_it_is_begun_and_ended_by_one_press_each(desk):
    article, client = making.article(), desk(Role.EDITOR)
    assert PAGE in client.get(reverse("admin:articles_placement_changelist")).content.decode()
    assert client.get(PAGE).context["form"]["hours"].value() == 3

    assert client.post(PAGE, said(article)).status_code == 302

    made = Breaking.objects.get()
    assert (made.headline, made.hours, made.began_by) == ("The harbour opens", 3, client.person)
    page = client.get(PAGE).content.decode()
    assert "until 2 March 2026, 15:00" in page
    assert [one for one in faults(page) if one != "no description"] == []
    client.post(END, {"breaking": made.pk})
    assert Breaking.objects.get().ended_by == client.person
    assert "There is none." in client.get(PAGE).content.decode()
    assert "no breaking news any more" in client.post(END, {"breaking": made.pk}, follow=True).content.decode()
    assert [client.post(END, {"breaking": key}).status_code for key in ("", "9" * 18, "9" * 30)] == [404] * 3


def test_what_somebody_else_made_it_meanwhile_is_shown_before_it_is_replaced(desk):
    article, client = making.article(), desk(Role.EDITOR)
    client.post(PAGE, said(article))
    other = said(making.article(slug="ferry"), headline="Mine")
    page = client.post(PAGE, other).content.decode()
    assert ("become breaking news meanwhile" in page, 'value="Mine"' in page) == (True, True)
    seen = Breaking.objects.get().pk
    assert f'name="seen" value="{seen}"' in page
    assert client.post(PAGE, other | {"seen": seen}).status_code == 302
    assert Breaking.objects.open().get().headline == "Mine"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"hours": "25"}, "less than or equal to 24", id="longer than a day"),
        pytest.param({"hours": ""}, "This field is required", id="without an end"),
        pytest.param({"article": "/en/nothing-99/"}, "There is no article of this edition at", id="an unknown article"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(desk, changes, words):
    page = desk(Role.EDITOR).post(PAGE, said(making.article(), headline="Typed", **changes)).content.decode()
    assert words in page
    assert 'value="Typed"' in page
    assert not Breaking.objects.exists()


def test_a_draft_is_refused_with_what_to_do(desk):
    page = desk(Role.EDITOR).post(PAGE, said(making.draft())).content.decode()
    assert "Publish it first" in page


def test_each_leads_their_own_editions(client):
    german, english = making.article("de"), making.article("en")
    client.force_login(making.limited(Role.PUBLISHER, [], ["de"]))
    assert [one.pk for one in client.get(PAGE).context["form"].fields["edition"].queryset] == ["de"]
    assert client.post(PAGE, said(english)).status_code == 200
    assert client.post(PAGE, said(german)).status_code == 302
    assert [one.edition_id for one in Breaking.objects.all()] == ["de"]
    by = making.staff(Role.PUBLISHER)
    standing = breaking.begin(article=english, headline="", hours=1, seen=[], by=by, now=making.NOW)
    assert (
        "Your role does not hold in this section and edition."
        in client.post(END, {"breaking": standing.pk}, follow=True).content.decode()
    )
    client.force_login(making.limited(Role.PUBLISHER, ["news"], ["en"]))
    assert client.get(PAGE).status_code == 403
