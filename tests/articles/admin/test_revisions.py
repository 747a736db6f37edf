import pytest
from django.urls import reverse

from articles.enums import Act, Role
from articles.models import Preview
from tests.articles import making
from tests.articles.admin.asking import address, filled, written

pytestmark = pytest.mark.django_db


def test_a_revision_is_previewed_at_a_signed_address_that_ends(desk, client, noon):
    client = desk(Role.EDITOR)
    article = written(client)
    signed = previewed(client, article)
    client.logout()
    answer = client.get(signed)
    page = answer.content.decode()
    assert "The ferry is late" in page
    assert "A preview of one revision." in page
    assert "Sign in to comment" not in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert client.get(signed.replace("preview/", "preview/x")).status_code == 404
    noon.shift(72 * 3600 + 1)
    assert client.get(signed).status_code == 404


def previewed(client, article, number=1):
    """Ask the desk for a link to a revision."""
    answer = client.post(reverse("admin:articles_article_preview", args=[article.pk]), {"number": number})
    return answer.headers["Location"]


def test_a_link_is_given_out_to_who_presses_the_button_not_to_who_opens_an_address(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert client.get(reverse("admin:articles_article_preview", args=[article.pk])).status_code == 405
    assert Preview.objects.count() == 0


def test_a_preview_link_is_revoked_for_everybody_and_others_stay(desk, client):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>Once more.</p>"))
    first, second = previewed(client, article, 1), previewed(client, article, 2)
    page = client.get(address(article)).content.decode()
    assert page.count('name="preview"') == 2

    named = Preview.objects.get(revision__number=1)
    client.post(reverse("admin:articles_article_revoke_preview", args=[article.pk]), {"preview": named.pk})

    assert client.get(address(article)).content.decode().count('name="preview"') == 1
    client.logout()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)


def test_each_opening_of_a_preview_is_counted_and_nobody_who_opened_it(desk, client):
    client = desk(Role.EDITOR)
    article = written(client)
    link = previewed(client, article)
    assert "opened 0 times" in client.get(address(article)).content.decode()
    client.get(link), client.get(link)
    client.get(link.replace("preview/", "preview/x"))
    page = " ".join(client.get(address(article)).content.decode().split())
    assert "opened 2 times, last on" in page
    columns = {field.name for field in Preview._meta.concrete_fields}
    assert columns == {"id", "revision", "made_by", "made_at", "expires_at", "revoked_at", "openings", "last_opened_at"}


def test_whoever_asks_again_for_a_preview_has_the_same_link_until_it_is_revoked(desk, client, noon):
    client = desk(Role.EDITOR)
    article = written(client)
    link = previewed(client, article)
    assert previewed(client, article) == link
    named = Preview.objects.get()
    client.post(reverse("admin:articles_article_revoke_preview", args=[article.pk]), {"preview": named.pk})
    assert previewed(client, article) != link


@pytest.mark.parametrize("asked", ["", "x", "٣", "9" * 40, "0"])
def test_a_link_that_there_is_not_is_not_revoked(desk, asked):
    client = desk(Role.EDITOR)
    article = written(client)
    previewed(client, article)
    client.post(reverse("admin:articles_article_revoke_preview", args=[article.pk]), {"preview": asked})
    assert Preview.objects.filter(revoked_at=None).count() == 1


def test_a_link_of_another_article_is_not_revoked_by_the_way(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    previewed(client, article)
    other = making.article(title="Another")
    named = Preview.objects.get().pk
    client.post(reverse("admin:articles_article_revoke_preview", args=[other.pk]), {"preview": named})
    assert Preview.objects.get().revoked_at is None


def test_the_history_shows_what_each_revision_changed_word_by_word(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>Once more.</p>"))
    page = client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert "<del>Again.</del><ins>Once</ins>" in page or "<del>Again.</del><ins>Once more.</ins>" in page


def restored(client, article, number, base):
    """Ask the desk to make an earlier text the newest."""
    address = reverse("admin:articles_article_restore", args=[article.pk])
    return client.post(address, {"number": number, "base": base}, follow=True).content.decode()


def test_an_earlier_text_is_restored_as_a_new_revision(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>Once more.</p>"))
    page = client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert page.count("Restore this text</button>") == 1
    assert "Revision 1 is the newest text again." in restored(client, article, 1, base=2)
    bodies = article.revisions.order_by("number").values_list("number", "body")
    assert list(bodies) == [(1, "<p>Again.</p>"), (2, "<p>Once more.</p>"), (3, "<p>Again.</p>")]


def test_nothing_is_restored_over_what_somebody_has_saved_meanwhile(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>Once more.</p>"))
    client.post(address(article), filled(body="<p>Meanwhile.</p>", base=2))
    assert "Nothing was restored." in restored(client, article, 1, base=2)
    assert article.newest_revision().body == "<p>Meanwhile.</p>"


def test_a_restored_text_waits_for_publishing_like_any_other(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(address(article), filled(body="<p>Once more.</p>", act=Act.PUBLISH.value))
    restored(client, article, 1, base=2)
    article.refresh_from_db()
    assert article.body == "<p>Once more.</p>"


def test_a_reporter_restores_nothing_in_somebody_elses_article(desk):
    article = written(desk(Role.EDITOR))
    client = desk(Role.REPORTER)
    assert (
        "Restore this text"
        not in client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    )
    assert "somebody else" in restored(client, article, 1, base=1)
    assert article.revisions.count() == 1


@pytest.mark.parametrize("number", ["", "x", "9", "9" * 40, "٣"])
def test_a_revision_that_there_is_not_is_not_restored(desk, number):
    client = desk(Role.EDITOR)
    article = written(client)
    answer = client.post(reverse("admin:articles_article_restore", args=[article.pk]), {"number": number, "base": 1})
    assert (answer.status_code, article.revisions.count()) == (404, 1)
