"""The newsroom's desk of somebody who is limited to the section sport in the German and French editions (A20)."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.enums import Act, Role
from articles.models import Article, ArticleEvent, AssignmentChange
from tests.articles import making
from tests.articles.admin import asking
from tests.articles.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
WORDS = "for which your role does not hold"


@pytest.fixture
def paper():
    """A published article, corrected and logged, in each of two sections of each of two editions."""
    editor = making.staff(Role.EDITOR)
    making.person("Chief Ada", is_staff=True, is_superuser=True)
    made = {}
    for section, language in product(("news", "sport"), ("en", "de")):
        article = making.article(language, section=making.section(section), title=f"Of {section} in {language}")
        made[section, language] = article
        article.corrections.create(kind="correction", text=f"Put right: {article}", made_by=editor, made_at=NOW)
        ArticleEvent.objects.create(
            article=article, revision=article.live_revision, act=Act.PUBLISH, from_state="", to_state="published",
            made_by=editor, made_at=NOW,
        )  # fmt: skip
    return made


@pytest.fixture
def limited(client, paper):
    client.force_login(making.limited(Role.PUBLISHER, ["sport"], ["de", "fr"]))
    return client


def listed(client, name, query=""):
    return {
        str(row) for row in client.get(reverse(f"admin:articles_{name}_changelist") + query).context["cl"].result_list
    }


def test_lists_and_their_search_and_counts_hold_what_is_within_reach(limited):
    assert listed(limited, "article") == {"Of sport in de"}
    assert listed(limited, "article", "?q=Of") == {"Of sport in de"}
    assert listed(limited, "article", "?edition__language__exact=en") == set()
    assert len(listed(limited, "correction")) == len(listed(limited, "articleevent")) == 1
    page = limited.get(reverse("admin:articles_article_changelist") + "?_facets=True").content.decode()
    assert "Gazette auf Deutsch (1)" in page
    assert "Of news" not in page
    assert ">Gazette (" not in page, "no filter names another edition"


def test_the_log_of_one_act_and_a_correction_elsewhere_say_whom_to_ask(limited, paper):
    elsewhere = paper["sport", "en"]
    addresses = [
        reverse("admin:articles_article_change", args=[elsewhere.pk]),
        reverse("admin:articles_article_history", args=[elsewhere.pk]),
        reverse("admin:articles_correction_change", args=[elsewhere.corrections.get().pk]),
        reverse("admin:articles_articleevent_change", args=[elsewhere.events.get().pk]),
        reverse("admin:articles_correction_add") + f"?article={elsewhere.pk}",
    ]
    for address in addresses:
        answer = limited.get(address)
        page = answer.content.decode()
        assert (answer.status_code, WORDS in page, "Chief Ada" in page, "Of sport" in page) == (403, True, True, False)


@pytest.mark.parametrize("name", ["preview", "restore", "revoke_preview", "presence"])
def test_what_is_done_from_the_form_is_refused_elsewhere(limited, paper, name):
    answer = limited.post(reverse(f"admin:articles_article_{name}", args=[paper["news", "de"].pk]), {"number": "1"})
    assert (answer.status_code, WORDS in answer.content.decode()) == (403, True)


def test_the_forms_offer_what_is_within_reach(limited, paper):
    fields = limited.get(reverse("admin:articles_article_add")).context["form"].fields
    assert [[str(row) for row in fields[name].queryset] for name in ("section", "edition")] == [
        ["sport"], ["Gazette auf Deutsch", "Gazette en français"],
    ]  # fmt: skip
    told = making.draft("en", story=paper["sport", "de"].story, title="Told elsewhere")
    page = limited.get(reverse("admin:articles_article_change", args=[paper["sport", "de"].pk])).content.decode()
    assert told.title not in page


def test_an_article_begun_elsewhere_is_refused_beside_the_field_and_stays_typed(limited):
    sent = {
        "title": "The vote", "body": "<p>Typed words</p>", "base": "0",
        "edition": "de", "section": str(making.section("news").pk),
    }  # fmt: skip
    page = limited.post(reverse("admin:articles_article_add"), sent).content.decode()
    assert "Your role does not hold in this section and edition." in page
    assert "Typed words" in page
    assert not Article.objects.filter(title="The vote").exists()


def test_a_photo_that_is_shown_elsewhere_is_looked_at_and_not_changed(limited, paper):
    photo = making.photo()
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    sent = {"credit": "B. Photographer", "focal_x": "0.5", "focal_y": "0.5"}
    Article.objects.filter(pk=paper["sport", "de"].pk).update(photo=photo)
    assert limited.post(address, sent).status_code == 302
    Article.objects.filter(pk=paper["sport", "en"].pk).update(photo=photo)
    for answer, status in ((limited.get(address), 200), (limited.post(address, sent | {"credit": "C."}), 403)):
        assert (answer.status_code, WORDS in answer.content.decode()) == (status, True)
    photo.refresh_from_db()
    assert photo.credit == "B. Photographer"


def test_what_waits_for_its_minute_elsewhere_is_neither_suggested_nor_led_to(limited, paper):
    """Nobody learns the title of what others keep back by typing words of it, or its key (A47)."""
    elsewhere, mine = paper["news", "de"], paper["sport", "de"]
    said = asking.filled(section=mine.section_id, related=f"/de/of-news-{elsewhere.pk}/")

    def found():
        asked = limited.get(reverse("admin:articles_article_suggest"), {"edition": "de", "q": "Of news"}).json()
        page = limited.post(asking.address(mine), said).content.decode()
        return [one["label"] for one in asked["found"]], "There is no article of this edition" in page

    Article.objects.filter(pk=elsewhere.pk).update(published_at=timezone.now() + timedelta(hours=1))
    assert found() == ([], True)
    Article.objects.filter(pk=elsewhere.pk).update(published_at=NOW)
    assert found() == (["Of news in de"], False)
    Article.objects.filter(pk=elsewhere.pk).update(published_at=timezone.now() + timedelta(hours=1))
    page = limited.post(asking.address(mine), said | {"base": 2}).content.decode()
    assert "There is no article of this edition" not in page, "what it leads to already stays"


def test_a_photo_names_its_uses_within_reach_and_counts_the_others(limited, paper, client):
    photo = making.photo()
    Article.objects.filter(pk__in=[paper["sport", "de"].pk, paper["news", "en"].pk]).update(photo=photo)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    page = limited.get(address).content.decode()
    assert ("Of sport in de" in page, "Of news in en" in page) == (True, False)
    assert "1 article for which your role does not hold shows it." in page
    client.force_login(making.staff(Role.EDITOR))
    page = client.get(address).content.decode()
    assert ("Of news in en" in page, "your role does not hold" in page) == (True, False)


def test_the_whole_papers_frame_is_changed_by_those_who_are_not_limited(limited, client):
    for name in ("section", "edition"):
        assert limited.get(reverse(f"admin:articles_{name}_add")).status_code == 403
    client.force_login(making.staff(Role.PUBLISHER))
    assert client.get(reverse("admin:articles_section_add")).status_code == 200


def test_a_list_costs_one_statement_more_for_whoever_is_limited_and_none_for_others(client, paper):
    address, counts = reverse("admin:articles_article_changelist"), []
    for person in (making.staff(Role.EDITOR), making.limited(Role.EDITOR, ["sport"], ["de"])):
        client.force_login(person)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    assert counts[1] == counts[0] + 1
    for _ in range(2):
        making.draft("de", section=making.section("sport"))
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) == counts[1]


@pytest.fixture
def chief(client):
    client.force_login(making.person("Chief", is_staff=True, is_superuser=True))
    return client


def test_an_administrator_gives_limits_and_takes_away_a_role(chief):
    person, role = making.person("Ada", is_staff=True), making.group(Role.EDITOR)
    sport = making.section("sport")
    making.edition("de")
    add = reverse("admin:articles_assignment_add")
    chief.post(add, {"person": person.pk, "role": role.pk, "in_sections": [sport.pk], "in_editions": ["de"]})
    held = person.assignments.get()
    change = reverse("admin:articles_assignment_change", args=[held.pk])
    assert 'value="de" checked' in " ".join(chief.get(change).content.decode().split()).replace(
        'id="id_in_editions_0" ', ""
    )
    assert chief.post(change, {"in_sections": [], "in_editions": ["de"]}).status_code == 302
    assert chief.post(reverse("admin:articles_assignment_delete", args=[held.pk]), {"post": "yes"}).status_code == 302
    assert list(AssignmentChange.objects.order_by("pk").values_list("before", "after")) == [
        ("", "sport (de)"), ("sport (de)", "(de)"), ("(de)", ""),
    ]  # fmt: skip
    assert not person.groups.exists()
    log = chief.get(reverse("admin:articles_assignmentchange_changelist")).content.decode()
    assert "sport (de)" in log


def test_roles_are_given_in_one_place(chief):
    person = making.staff(Role.REPORTER)
    page = chief.get(reverse("admin:accounts_user_change", args=[person.pk])).content.decode()
    assert reverse("admin:articles_assignment_changelist") + f"?person={person.pk}" in page
    chief.post(reverse("admin:accounts_user_change", args=[person.pk]), {"is_staff": "on", "groups": []})
    assert person.groups.get().name == Role.REPORTER, "no form beside it changes them"
