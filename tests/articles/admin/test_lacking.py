"""What stories lack is listed, and filled in for all editions at once (A67)."""

import pytest
from django.urls import reverse

from articles.actions import articles
from articles.admin import lacking
from articles.enums import Act, Role
from articles.models import Article, SectionName, Story, Text
from tests.articles import making
from tests.articles.admin.asking import address

pytestmark = pytest.mark.django_db
LIST = "admin:articles_article_lacking"


def of(story: Story) -> str:
    return reverse("admin:articles_article_story", args=[story.pk])


@pytest.fixture
def story():
    """A story without summaries in two editions, in one of them with a photo that nobody described."""
    for language in ("en", "de", "fr"):
        making.edition(language)
    made = Story.objects.create()
    making.article("en", story=made, title="Ferry", summary="", photo=making.photo())
    making.article("de", story=made, title="Fähre", summary="", slug="faehre")
    return made


def typed(**said) -> dict:
    blank = {f"{language}-{name}": "" for language, name in (("en", "summary"), ("en", "photo_alt"), ("de", "summary"))}
    return blank | {"en-base": 1, "de-base": 1} | {name.replace("_", "-", 1): value for name, value in said.items()}


def newest(story: Story) -> dict:
    told = {one.edition_id: one.newest_revision() for one in story.articles.all()}
    return {language: (one.number, one.summary, one.photo_alt) for language, one in sorted(told.items())}


def test_one_form_saves_what_all_editions_lack(desk, story):
    client = desk(Role.EDITOR)
    page = client.get(of(story)).content.decode()
    assert of(story) in client.get(address(story.articles.first())).content.decode()
    assert [page.count(f"Lacks: {what}") for what in ("summary", "description")] == [2, 0]
    assert page.count("summary, description of the photo") == 1
    assert "de-photo_alt" not in page

    client.post(of(story), typed(en_summary="Late.", en_photo_alt="A boat", de_summary="Spät."))

    assert newest(story) == {"de": (2, "Spät.", ""), "en": (2, "Late.", "A boat")}
    for article in story.articles.all():
        event = article.events.get()
        assert (event.act, event.made_by) == (Act.REVISE, client.person)
        assert article.summary == ""  # what is out stays until somebody publishes
    assert "Lacks" not in client.get(of(story)).content.decode()


def test_an_edition_that_was_not_touched_gets_no_revision(desk, story):
    client = desk(Role.EDITOR)
    client.post(of(story), typed(de_summary="Spät."))
    assert newest(story) == {"de": (2, "Spät.", ""), "en": (1, "", "")}
    page = client.post(of(story), typed(de_base=2, de_summary="Spät."), follow=True).content.decode()
    assert "Nothing was changed." in page


def test_who_was_overtaken_sees_both_and_nothing_is_saved(desk, story):
    client, other = desk(Role.EDITOR), making.staff(Role.EDITOR)
    german = story.articles.get(edition="de")
    text = Text.of(german.newest_revision())
    articles.revise(
        article=german, text=Text(**vars(text) | {"summary": "Theirs"}), base=1, author=other, now=making.NOW
    )
    sent = typed(en_summary="Late.", de_summary="Mine")
    page = client.post(of(story), sent).content.decode()
    assert newest(story) == {"de": (2, "Theirs", ""), "en": (1, "", "")}
    for said in ("Somebody else has saved this article meanwhile.", "Theirs", "Mine", "Late."):
        assert said in page
    assert 'name="de-base" value="2"' in page
    client.post(of(story), sent | {"de-base": 2})
    assert newest(story) == {"de": (2 + 1, "Mine", ""), "en": (2, "Late.", "")}


def test_who_was_overtaken_reverts_nothing_that_they_did_not_touch(desk, story):
    client, other = desk(Role.EDITOR), making.staff(Role.EDITOR)
    english, german = story.articles.order_by("pk")
    for article, said in (
        (english, {"photo_alt": "Theirs"}),
        (german, {"photo_id": making.photo().pk, "photo_alt": "Ihres"}),
    ):
        text = Text(**vars(Text.of(article.newest_revision())) | said)
        articles.revise(article=article, text=text, base=1, author=other, now=making.NOW)
    sent = typed(en_summary="Late.", de_summary="Spät.")
    for _ in range(2):  # each edition is refused once
        page = client.post(of(story), sent)
        assert page.status_code == 200
        shown = [field for form, *_rest in page.context["tellings"] for field in form]
        sent = {field.html_name: field.value() or "" for field in shown}
    assert "Theirs" in page.content.decode()
    client.post(of(story), sent)
    assert newest(story) == {"de": (3, "Spät.", "Ihres"), "en": (3, "Late.", "Theirs")}


def test_whose_approval_ends_is_said_before_and_after(desk, story):
    client = desk(Role.EDITOR)
    story.articles.filter(edition="de").update(status="approved", live_revision=None)
    hint = "This text is approved. Once you save another one, it has to be approved again."
    assert client.get(of(story)).content.decode().count(hint) == 1
    page = client.post(of(story), typed(en_summary="Late.", de_summary="Spät."), follow=True).content.decode()
    assert "To be approved again, as the text is another one now: Gazette auf Deutsch." in page
    assert hint not in page


def test_what_is_saved_but_not_out_is_still_listed(desk, story):
    client = desk(Role.EDITOR)
    client.post(of(story), typed(en_summary="Late.", en_photo_alt="A boat", de_summary="Spät."))
    page = client.get(f"{reverse(LIST)}?lacks=summary").content.decode()
    assert page.count("saved, not out yet: summary, description of the photo") == 1
    assert page.count("saved, not out yet: summary") == 2
    page = client.get(of(story)).content.decode()
    assert page.count("saved, not out yet: summary") == 2
    assert "lacks nothing" not in page
    for article in story.articles.all():
        Article.objects.filter(pk=article.pk).update(live_revision=article.newest_revision())
    assert "lacks nothing" in client.get(of(story)).content.decode()
    assert "Nothing: no story lacks that." in client.get(f"{reverse(LIST)}?lacks=summary").content.decode()


@pytest.mark.parametrize("gone", [{"status": "unpublished"}, {"expires_at": making.NOW}], ids=["taken back", "expired"])
def test_what_is_over_lacks_nothing(desk, story, gone):
    story.articles.filter(edition="de").update(**gone)
    page = desk(Role.EDITOR).get(reverse(LIST)).content.decode()
    assert page.count("<td>summary, description of the photo</td>") == 1
    assert page.count("<td>–</td>") == 1
    assert page.count("<td>translation</td>") == 1  # in French


def test_an_edition_that_does_not_name_the_section_lacks_no_translation(desk):
    making.edition("de")
    abroad = making.section("abroad")
    making.article("en", title="untold", section=abroad)
    client, wanted = desk(Role.EDITOR), f"{reverse(LIST)}?lacks=translation"
    assert "Nothing: no story lacks that." in client.get(wanted).content.decode()
    SectionName.objects.create(section=abroad, edition_id="de", name="Ausland", slug="ausland")
    assert "<td>translation</td>" in client.get(wanted).content.decode()


@pytest.mark.parametrize("recent", [0, 2000], ids=["from the texts", "from the newest stories"])
def test_the_list_is_leafed_through(desk, monkeypatch, recent):
    monkeypatch.setattr(lacking, "AT_ONCE", 2)
    monkeypatch.setattr("articles.lacking.RECENT", recent)
    stories = [making.article("en", title=f"story {number}", summary="").story_id for number in range(5)]
    client, address = desk(Role.EDITOR), f"{reverse(LIST)}?lacks=summary"
    seen = []
    while address:
        page = client.get(address)
        seen += [key for key, *_rest in page.context["stories"]]
        assert (">Newest</a>" in page.content.decode()) == ("before" in address)
        older = page.context["older"]
        address = older and f"{reverse(LIST)}?lacks=summary&before={older}"
        assert not older or f'href="?lacks=summary&amp;before={older}">Older</a>' in page.content.decode()
    assert seen == stories[::-1]
    assert "no older story" in client.get(f"{reverse(LIST)}?before={stories[0]}").content.decode()
    assert client.get(f"{reverse(LIST)}?before={10**20}").status_code == 200


def test_what_is_too_long_stays_where_it_was_typed(desk, story):
    client = desk(Role.EDITOR)
    page = client.post(of(story), typed(en_summary="x" * 601, de_summary="Spät.")).content.decode()
    assert "x" * 601 in page
    assert "Spät." in page
    assert newest(story) == {"de": (1, "", ""), "en": (1, "", "")}


def test_an_edition_begun_meanwhile_is_left_alone(desk, story):
    client = desk(Role.EDITOR)
    making.article("fr", story=story, slug="bac", summary="")
    client.post(of(story), typed(en_summary="Late."))
    assert newest(story)["en"] == (2, "Late.", "")
    assert newest(story)["fr"] == (1, "", "")


def test_rights_hold_edition_by_edition(client, story):
    limited = making.limited(Role.EDITOR, [], ["de"])
    client.force_login(limited)
    page = client.get(of(story)).content.decode()
    assert "de-summary" in page
    assert "en-summary" not in page
    client.post(of(story), typed(en_summary="Late.", de_summary="Spät."))
    assert newest(story) == {"de": (2, "Spät.", ""), "en": (1, "", "")}
    elsewhere = making.article("en", title="Not theirs", summary="").story
    assert "Not theirs" not in client.get(reverse("admin:articles_article_lacking")).content.decode()
    assert client.get(of(elsewhere)).status_code == 403
    for nobodys in (0, 10**20):
        assert client.get(reverse("admin:articles_article_story", args=[nobodys])).status_code == 404


def test_a_reporter_reads_what_others_articles_lack_and_changes_nothing(desk, story):
    client = desk(Role.REPORTER)
    page = client.get(of(story)).content.decode()
    assert page.count("You cannot change this article as it stands.") == 2
    page = client.post(of(story), typed(en_summary="Typed in vain")).content.decode()
    assert "Typed in vain" in page
    assert "This article is somebody else" in page
    assert newest(story)["en"] == (1, "", "")


def test_what_was_typed_outlives_the_session(desk, story):
    client = desk(Role.EDITOR)
    client.logout()
    client.post(of(story), typed(en_summary="Typed before it ended"))
    client.force_login(client.person)
    assert "Typed before it ended" in client.get(of(story)).content.decode()
    assert newest(story)["en"] == (1, "", "")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", {"undescribed", "untold", "bare"}),
        ("?lacks=summary", {"bare"}),
        ("?lacks=description", {"undescribed"}),
        ("?lacks=translation", {"undescribed", "untold", "bare"}),
        ("?lacks=translation&edition=en", set()),
        ("?lacks=summary&edition=de", set()),
        ("?edition=en", {"undescribed", "bare"}),
        ("?lacks=nonsense&edition=en", {"undescribed", "bare"}),
    ],
)
def test_the_list_is_narrowed_by_edition_and_by_what_lacks(desk, asked, expected):
    for language in ("en", "de"):
        making.edition(language)
    whole = making.article("en", title="whole").story
    making.article("de", story=whole, title="ganz")
    making.article("en", title="untold")
    making.article("en", title="bare", summary="")
    making.article("en", title="undescribed", photo=making.photo())
    gone = making.article("en", title="gone", summary="")
    Article.objects.filter(pk=gone.pk).update(status="unpublished")
    page = desk(Role.EDITOR).get(f"{reverse(LIST)}{asked}").content.decode()
    names = {"whole", "untold", "bare", "undescribed", "gone"}
    assert {name for name in names if f"<bdi>{name}</bdi>" in page} == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(desk, django_assert_max_num_queries, rows):
    client = desk(Role.EDITOR)
    making.edition("de")
    for _ in range(rows):
        making.article("en", summary="", photo=making.photo())
    with django_assert_max_num_queries(15):
        assert client.get(reverse(LIST)).content.decode().count("/article/story/") == rows


def test_a_missing_translation_is_begun_from_the_page(desk, story):
    client = desk(Role.EDITOR)
    first = story.articles.order_by("edition__position", "edition").first()
    begin = reverse("admin:articles_article_add_edition", args=[first.pk])
    page = client.get(of(story)).content.decode()
    assert f'action="{begin}"' in page
    assert '<option value="fr">' in page
    client.post(begin, {"edition": "fr"})
    assert Article.objects.filter(story=story, edition="fr").exists()
