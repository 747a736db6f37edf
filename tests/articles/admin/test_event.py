"""The log in the admin: filtered, copied as a table, and the copy itself is logged (A19)."""

import csv

import pytest
from django.urls import reverse

from articles.actions import articles
from articles.enums import Deed, Role, Thing
from articles.models import Edition, PaperEvent
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def rows(answer) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(answer.content.decode().splitlines()))


def test_a_copy_holds_what_the_list_shows_and_is_logged_with_who_took_it(client):
    editor = making.staff(Role.EDITOR)
    article = begun(author=editor)
    articles.revise(article=article, text=TEXT, base=1, author=editor, now=NOW)
    articles.publish(article=article, by=editor, now=NOW, revision=2)
    client.force_login(editor)
    page = client.get(reverse("admin:articles_articleevent_changelist"), {"act": "publish"}).content.decode()
    assert "Title, Summary, Text" in page
    address = reverse("admin:articles_articleevent_export") + "?act=publish"
    assert f'href="{address}" download' in page
    (row,) = rows(client.get(address))
    assert (row["act"], row["article__title"], row["made_by__name"]) == ("publish", TEXT.title, editor.name)
    assert row["fields"] == "slug title summary body section published_at"
    taken = PaperEvent.objects.get()
    assert (taken.thing, taken.key, taken.act, taken.made_by) == (Thing.LOG, "articleevent", Deed.EXPORT, editor)
    assert taken.note == "1 act=publish"
    (logged,) = rows(client.get(reverse("admin:articles_paperevent_export")))
    assert (logged["thing"], logged["note"]) == ("log", "1 act=publish")


def test_the_log_of_copies_keeps_no_words_that_were_searched_for(client):
    """They may name somebody, and the log forgets nothing."""
    editor = making.staff(Role.EDITOR)
    begun(author=editor)
    client.force_login(editor)
    asked = {"act": "revise", "q": editor.name}
    assert len(rows(client.get(reverse("admin:articles_articleevent_export"), asked))) == 1
    assert PaperEvent.objects.get().note == "1 act=revise&q=*"


def test_a_copy_keeps_to_what_is_within_reach_and_is_nothing_for_others(client):
    editor = making.staff(Role.EDITOR)
    begun(author=editor)
    client.force_login(making.limited(Role.EDITOR, ["sport"], ["en"]))
    assert rows(client.get(reverse("admin:articles_articleevent_export"))) == []
    client.force_login(making.person(is_staff=True))
    assert client.get(reverse("admin:articles_articleevent_export")).status_code == 403
    assert PaperEvent.objects.count() == 1, "what was refused is no copy"


def test_changes_of_sections_and_editions_are_logged_with_their_fields(client):
    chief = making.person("Chief", is_staff=True, is_superuser=True)
    client.force_login(chief)
    edition = making.edition()
    section = making.section("culture")
    names = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0, "names-0-name": "Culture", "names-0-slug": "culture"}
    names |= {"names-0-edition": edition.pk}
    address = reverse("admin:articles_section_change", args=[section.pk])
    answer = client.post(address, {"code": "culture", "position": 4, "needs_four_eyes": "on", **names})
    assert answer.status_code == 302
    client.post(address, {"code": "culture", "position": 4, "needs_four_eyes": "on"} | none_typed())
    said = {"name": "Gazette", "language": "en", "direction": "ltr", "time_zone": "Europe/Berlin", "position": 0}
    client.post(reverse("admin:articles_edition_change", args=["en"]), said | {"is_default": "on"})
    assert Edition.objects.get().time_zone == "Europe/Berlin"
    client.post(reverse("admin:articles_section_delete", args=[making.section("empty").pk]), {"post": "yes"})
    told = PaperEvent.objects.order_by("pk").values_list("thing", "act", "fields", "made_by")
    assert list(told) == [
        (Thing.SECTION, Deed.CHANGE, "position names", chief.pk),
        (Thing.EDITION, Deed.CHANGE, "time_zone", chief.pk),
        (Thing.SECTION, Deed.REMOVE, "", chief.pk),
    ]
    page = client.get(reverse("admin:articles_paperevent_changelist"), {"thing": "section"}).content.decode()
    assert "Position, section names" in page


def none_typed() -> dict:
    return {"names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0}
