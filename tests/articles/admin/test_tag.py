"""Tags at the desk: chosen in the article's form, suggested, renamed and merged."""

import pytest
from django.urls import reverse

from articles.actions import tags
from articles.enums import Role
from articles.models import Article, Tag
from tests.articles import making
from tests.articles.admin.asking import address, filled, written
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db


def names(article: Article) -> list[str]:
    """The tags of the newest text."""
    return [tag.name for tag in Tag.objects.by_keys(article.newest_revision().tags, article.edition_id)]


def suggested(client, view: str, **query) -> list[tuple[str, str]]:
    found = client.get(reverse(f"admin:articles_{view}_suggest"), query).json()["found"]
    return [(one["value"], one["note"]) for one in found]


def test_tags_are_chosen_one_a_line_and_what_is_none_yet_is_made(desk):
    client = desk(Role.EDITOR)
    making.tag("Harbour")
    article = written(client, tags="harbour\n\n  Night   ferry \nHarbour\r\n")
    assert names(article) == ["Harbour", "Night ferry"]
    assert Tag.objects.get(name="Night ferry").events.get().made_by == client.person
    assert "Harbour\nNight ferry</textarea>" in client.get(address(article)).content.decode()


def test_saving_what_nobody_changed_makes_no_revision_also_after_a_merge(desk):
    client = desk(Role.PUBLISHER)
    one, other = making.tag("Docks"), making.tag("Harbour")
    article = written(client, tags="Docks")
    tags.merge(tag=one, into=other, by=client.person, now=NOW)
    client.post(address(article), filled(slug="the-ferry-is-late", tags="Harbour", base=1))
    assert [revision.number for revision in article.revisions.all()] == [1]
    client.post(address(article), filled(slug="the-ferry-is-late", tags="", base=1))
    assert names(article) == []


def test_a_reporter_chooses_and_is_told_who_makes_a_tag(desk):
    client = desk(Role.REPORTER)
    making.tag("Harbour")
    page = client.post(
        reverse("admin:articles_article_add"),
        filled(edition=making.edition().pk, base=0, tags="Harbour\nNight ferry"),
    ).content.decode()
    assert "There is no tag “Night ferry” in this edition." in page
    assert "Harbour\nNight ferry</textarea>" in page
    assert not Article.objects.exists()
    assert names(written(client, tags="Harbour")) == ["Harbour"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("…", "Write at least one letter or digit.", id="a name of signs alone"),
        pytest.param("a" * 61, "Shorten “aaa", id="a name that is too long"),
        pytest.param("\n".join(f"Tag {n}" for n in range(21)), "Choose 20 at most.", id="too many"),
    ],
)
def test_what_cannot_be_a_tag_is_said_beside_the_field(desk, typed, says):
    client = desk(Role.EDITOR)
    sent = filled(edition=making.edition().pk, base=0, tags=typed)
    assert says in client.post(reverse("admin:articles_article_add"), sent).content.decode()
    assert not Tag.objects.exists()


def test_a_tag_of_another_edition_is_not_known(desk):
    making.tag("Hafen", language="de")
    article = written(desk(Role.EDITOR), tags="Hafen")
    assert [tag.edition_id for tag in Tag.objects.order_by("pk")] == ["de", "en"]
    assert names(article) == ["Hafen"]


def test_history_and_what_changes_for_readers_name_the_tags(desk):
    client = desk(Role.PUBLISHER)
    article = written(client, tags="Harbour")
    client.post(address(article), filled(slug="f", tags="Harbour", base=1, act="publish"))
    other = making.article(slug="storm", title="Storm")
    client.post(
        address(article), filled(slug="f", tags="Harbour\nNight ferry", related=other.get_absolute_url(), base=2)
    )
    for page in (address(article), reverse("admin:articles_article_history", args=[article.pk])):
        shown = client.get(page).content.decode()
        assert "<h3>Tags</h3>" in shown
        assert "Night ferry</ins>" in shown
        assert f"/en/storm-{other.pk}/</ins>" in shown


def test_suggestions_begin_with_what_was_typed_then_hold_it_and_are_the_editions(desk):
    client = desk(Role.REPORTER)
    making.tag("Old harbour", making.article()), making.tag("Harbour"), making.tag("Ferry")
    making.tag("Harbour", language="de")
    assert suggested(client, "tag", edition="en", q="HÁRB") == [("Harbour", "0 articles"), ("Old harbour", "1 article")]
    assert suggested(client, "tag", edition="en", q="%_") == suggested(client, "tag", edition="en", q="")


def test_articles_to_read_on_are_suggested_by_their_titles(desk):
    client = desk(Role.REPORTER)
    found, _german = making.article(title="Storm over the harbour", slug="storm"), making.article("de", title="Storm")
    making.draft(title="Storm, not out yet")
    assert [value for value, _note in suggested(client, "article", edition="en", q="harbour storm")] == [
        f"/en/storm-{found.pk}/"
    ]


@pytest.mark.parametrize("line", ["/en/nothing/", "storm", "/de/x-{german}/"])
def test_what_is_no_article_of_the_edition_is_not_read_on(desk, line):
    german = making.article("de").pk
    sent = filled(edition=making.edition().pk, base=0, related=line.format(german=german))
    page = desk(Role.EDITOR).post(reverse("admin:articles_article_add"), sent).content.decode()
    assert "There is no article of this edition at" in page


def test_an_article_of_another_edition_stands_for_what_tells_the_same_here(desk):
    german = making.article("de", slug="sturm")
    here = making.article(story=german.story, slug="storm")
    article = written(desk(Role.EDITOR), related=f"{german.get_absolute_url()}\n{here.pk}")
    assert article.newest_revision().related == str(here.pk)


def test_a_tag_is_made_renamed_and_merged_at_the_desk(desk):
    client, edition = desk(Role.EDITOR), making.edition()
    client.post(reverse("admin:articles_tag_add"), {"edition": edition.pk, "name": "Docks", "slug": ""})
    tag = Tag.objects.get()
    change = reverse("admin:articles_tag_change", args=[tag.pk])
    client.post(change, {"name": "The Docks", "slug": "quays"})
    assert list(Tag.objects.values_list("name", "slug")) == [("The Docks", "quays")]
    other = making.tag("Harbour", making.article())
    assert "The edition has the tag “Harbour” already" in client.post(change, {"name": "harbour"}).content.decode()
    merge = reverse("admin:articles_tag_merge", args=[tag.pk])
    assert "Choose another tag of the same edition." in client.post(merge, {"into": "The Docks"}).content.decode()
    client.post(merge, {"into": "harbour"})
    assert Tag.objects.get(pk=tag.pk).merged_into == other
    assert client.get(merge).status_code == 403  # it was merged
    log = client.get(reverse("admin:articles_tagevent_changelist")).content.decode()
    assert all(told in log for told in ("Docks (docks)", "The Docks (quays)", "Harbour (harbour)"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_tags_costs_the_same_whatever_its_length(desk, django_assert_max_num_queries, rows):
    client = desk(Role.EDITOR)
    for number in range(rows):
        making.tag(f"Tag {number}", making.article())
    with django_assert_max_num_queries(12):
        client.get(reverse("admin:articles_tag_changelist"))
