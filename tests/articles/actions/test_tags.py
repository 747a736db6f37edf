"""Tags are made by some, chosen by all who write, seen once they are published, and never lost (A25)."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import articles, tags
from articles.enums import Role, TagAct
from articles.models import Tag, TagEvent, Text
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
TEXT = Text(slug="ferry", title="Ferry", summary="Late.", body="<p>Late.</p>")


@pytest.fixture(autouse=True)
def no_four_eyes():
    making.section(needs_four_eyes=False)


def made(name: str = "Harbour", **fields) -> Tag:
    edition = making.edition(fields.pop("language", "en"))
    return tags.make(edition=edition, name=name, by=making.staff(Role.EDITOR), now=NOW, **fields)


def told(under: str):
    """A published article whose text stands under the tags of these keys."""
    by = making.staff(Role.PUBLISHER)
    text = replace(TEXT, tags=under)
    article = articles.begin(edition=making.edition(), section=making.section(), text=text, author=by, now=NOW)
    articles.publish(article=article, by=by, now=NOW, revision=1)
    return article


def names(article) -> list[str]:
    return [tagging.tag.name for tagging in article.taggings.select_related("tag")]


@pytest.mark.parametrize(
    ("role", "may_make"),
    [
        pytest.param(Role.REPORTER, False, id="a reporter chooses among what there is"),
        pytest.param(Role.EDITOR, True, id="an editor makes tags"),
        pytest.param(Role.PUBLISHER, True, id="a publisher makes tags"),
    ],
)
def test_who_makes_a_tag_is_the_roles_right(role, may_make):
    known, person = made("Ferry"), making.staff(role)
    edition = making.edition()
    assert tags.choose(names=["ferry"], edition=edition, by=person, now=NOW) == str(known.pk)
    if may_make:
        assert tags.choose(names=["Ferry", "Quay"], edition=edition, by=person, now=NOW).split()[0] == str(known.pk)
        assert Tag.objects.filter(name="Quay").exists()
    else:
        for act in (
            lambda: tags.choose(names=["Quay"], edition=edition, by=person, now=NOW),
            lambda: tags.rename(tag=known, name="Quay", by=person, now=NOW),
            lambda: tags.merge(tag=known, into=known, by=person, now=NOW),
        ):
            with pytest.raises(articles.NotAllowed):
                act()
        assert [tag.name for tag in Tag.objects.all()] == ["Ferry"]


@pytest.mark.parametrize("name", ["harbour", "HARBOUR", " Harbour ", "Hárbour", "“Harbour”"])
def test_names_that_differ_in_case_accents_or_signs_alone_are_one_tag(name):
    made("Harbour")
    with pytest.raises(tags.NameTaken):
        made(name)
    assert made(name, language="de").folded == "harbour"  # another edition's words are its own


def test_the_database_keeps_one_tag_of_a_name():
    tag = made("Harbour")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(edition=tag.edition, name="harbour", folded="harbour", slug="x")


@pytest.mark.parametrize("name", ["", " ", "!?", "…"])
def test_a_name_without_a_letter_is_none(name):
    with pytest.raises(tags.NoName):
        made(name)


def test_what_a_draft_stands_under_is_seen_once_it_is_published():
    first, second, by = made("Harbour"), made("Ferry"), making.staff(Role.PUBLISHER)
    article = told(f"{second.pk} {first.pk}")
    assert names(article) == ["Ferry", "Harbour"]
    articles.revise(article=article, text=replace(TEXT, tags=str(first.pk)), base=1, author=by, now=NOW)
    assert names(article) == ["Ferry", "Harbour"]
    articles.publish(article=article, by=by, now=NOW, revision=2)
    assert names(article) == ["Harbour"]
    articles.restore(revision=article.revisions.get(number=1), base=2, author=by, now=NOW)
    articles.publish(article=article, by=by, now=NOW, revision=3)
    assert names(article) == ["Ferry", "Harbour"]


def test_a_tag_of_another_edition_is_no_tag_of_this_one():
    assert names(told(str(made("Hafen", language="de").pk))) == []


def test_a_merged_tag_leads_to_the_other_for_good():
    one, other, third, by = made("Docks"), made("Harbour"), made("Port"), making.staff(Role.PUBLISHER)
    both, under_one = told(f"{one.pk} {other.pk}"), told(str(one.pk))
    tags.merge(tag=one, into=other, by=by, now=NOW)
    tags.merge(tag=other, into=third, by=by, now=NOW)
    assert (names(both), names(under_one)) == (["Port"], ["Port"])
    # what was written before, and the name, mean the other by now
    articles.publish(article=under_one, by=by, now=NOW, revision=1)
    assert names(under_one) == ["Port"]
    assert tags.choose(names=["docks"], edition=making.edition(), by=by, now=NOW) == str(third.pk)
    assert Tag.objects.led_to(one.pk, NOW) == third
    with pytest.raises(tags.CannotMerge):
        tags.merge(tag=one, into=third, by=by, now=NOW)


def test_tags_of_two_editions_are_not_merged():
    by = making.staff(Role.EDITOR)
    with pytest.raises(tags.CannotMerge):
        tags.merge(tag=made("Harbour"), into=made("Hafen", language="de"), by=by, now=NOW)


def test_what_is_done_to_a_tag_is_written_down_once():
    tag, other, by = made("Docks"), made("Harbour"), making.staff(Role.EDITOR)
    tags.rename(tag=tag, name="The Docks", slug="quays", by=by, now=NOW)
    tags.rename(tag=tag, name="The Docks", slug="quays", by=by, now=NOW)  # nothing was changed
    tags.merge(tag=tag, into=other, by=by, now=NOW)
    logged = list(tag.events.order_by("pk").values_list("act", "before", "after"))
    assert logged == [
        (TagAct.MAKE, "", "Docks (docks)"),
        (TagAct.RENAME, "Docks (docks)", "The Docks (quays)"),
        (TagAct.MERGE, "The Docks (quays)", "Harbour (harbour)"),
    ]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_tagevent SET after = 'x' WHERE id = %s", [TagEvent.objects.latest("pk").pk])


def test_another_edition_of_a_story_begins_without_tags():
    article = told(str(made().pk))
    by = making.staff(Role.PUBLISHER)
    german = articles.add_edition(article=article, edition=making.edition("de"), author=by, now=NOW)
    assert german.newest_revision().tags == ""


def test_an_article_leads_on_to_what_was_picked_in_its_edition_and_not_to_itself():
    first, german = making.article(slug="first"), making.article("de")
    article, by = told(""), making.staff(Role.PUBLISHER)
    keys = f"{german.pk} {article.pk} {first.pk} 999999"
    articles.revise(article=article, text=replace(TEXT, related=keys), base=1, author=by, now=NOW)
    articles.publish(article=article, by=by, now=NOW, revision=2)
    assert [pick.picked for pick in article.picks.all()] == [first]
