"""Badges as readers meet them: beside the name, outside of it, with the way to what they mean (C54)."""

import pytest

from accounts.models import User
from moderation.actions import badges, choices
from moderation.actions.choices import Place
from moderation.badges import BadgeKind
from tests.moderation import making
from tests.moderation.making import NOW
from tests.moderation.views.writing import at, sent, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client) -> User:
    return making.accepting(making.person("Chief", is_staff=True, is_superuser=True))


@pytest.fixture
def expert(chief) -> User:
    person = making.member(name="Ida Berg", name_skeleton="ida")
    badges.give(person=person, kind=BadgeKind.EXPERT, article=None, words="hydrologist", by=chief, now=NOW)
    return User.objects.get(pk=person.pk)


def test_the_badge_stands_beside_the_name_with_words_and_a_shape_wherever_the_comment_does(client, article, expert):
    comment = making.comment(article, author=expert)
    for address in (article.get_absolute_url(), f"/en/articles/{article.pk}/comments/", at("comment", comment)):
        page = client.get(address).content.decode()
        assert (
            '<bdi>Ida Berg</bdi></strong> <a class="comment__badge" href="/en/badges/#expert"><svg aria-hidden' in page
        )
        assert "</svg> Expert: <bdi>hydrologist</bdi></a>" in page
        assert page.count("moderation/badges.css") == 1


def test_pages_without_a_badge_load_nothing_for_it(client, article):
    comment = making.comment(article)
    for address in (article.get_absolute_url(), at("comment", comment)):
        assert "badges.css" not in client.get(address).content.decode()


def test_what_an_expert_posts_has_the_badge_at_once(client, article, expert):
    client.force_login(expert)
    client.post(write(article), sent({"body": making.ORDINARY}), follow=True)
    assert "Expert: <bdi>hydrologist</bdi>" in client.get(f"/en/articles/{article.pk}/comments/").content.decode()


def test_the_badge_goes_into_the_article_with_a_chosen_comment(client, article, expert, chief):
    comment = making.comment(article, author=expert)
    choices.choose(comment=comment, version=1, why="Knows.", by=chief, now=NOW, place=Place())
    page = client.get(article.get_absolute_url()).content.decode()
    figure = page.partition('<figure class="featured"')[2].partition("</figure>")[0]
    assert "Expert: <bdi>hydrologist</bdi>" in figure


def test_each_badge_is_explained_at_its_anchor(client, article):
    page = client.get("/en/badges/").content.decode()
    for kind in BadgeKind:
        assert f'<section id="{kind}"' in page


def test_who_may_vouch_is_led_to_it_from_a_comment_of_somebody_else(client, article, chief):
    comment, own = making.comment(article), making.comment(article, author=chief)
    offered = f"/admin/moderation/badge/add/?whose={comment.pk}&amp;article={article.pk}"
    assert offered not in client.get(at("comment", comment)).content.decode()
    client.force_login(chief)
    assert offered in client.get(at("comment", comment)).content.decode()
    assert "/admin/moderation/badge/add/" not in client.get(at("comment", own)).content.decode()


def test_who_carries_a_badge_is_told_why_the_name_stays(client, article, expert):
    client.force_login(expert)
    page = client.post("/en/account/", {"name": "Ada Stone", "language": "en"})
    assert (page.status_code, "A badge of the newsroom vouches for this name." in page.content.decode()) == (422, True)
    assert client.post("/en/account/", {"name": "Ida Berg", "language": "de"}).status_code == 302
