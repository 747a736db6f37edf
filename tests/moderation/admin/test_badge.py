"""Giving and revoking badges at the desk (C54)."""

import pytest

from accounts.models import User
from moderation.actions import badges
from moderation.badges import BadgeKind
from moderation.models import Badge
from tests.articles.making import limited, staff
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/moderation/badge/", "/admin/moderation/badge/add/"


@pytest.fixture
def chief(client) -> User:
    person = making.person("Chief", is_staff=True, is_superuser=True, name_skeleton="chief")
    client.force_login(person)
    return person


@pytest.fixture
def comment():
    return making.comment(making.article(), author=making.person("Ida Berg", name_skeleton="ida"))


def said(**fields) -> dict[str, object]:
    return {"kind": "expert", "article": "", "words": "hydrologist"} | fields


def test_a_badge_is_given_by_user_id_by_a_comments_number_or_by_its_address(client, chief, comment):
    article, person = comment.article, comment.author
    for kind, whose, where in (
        ("expert", person.public_id.lower(), ""),
        ("expert", comment.pk, article.pk),
        ("interviewee", f"http://localhost/en/comments/{comment.pk}/#comment-{comment.pk}", article.pk),
    ):
        answer = client.post(ADD, said(kind=kind, whose=whose, article=where))
        assert answer.status_code == 302, answer.context["errors"]
    assert set(Badge.objects.values_list("person", "kind", "article", "given_by")) == {
        (person.pk, "expert", None, chief.pk),
        (person.pk, "expert", article.pk, chief.pk),
        (person.pk, "interviewee", article.pk, chief.pk),
    }
    page = client.get(LIST).content.decode()
    assert "hydrologist" in page
    assert "in the whole paper" in page


def test_the_form_begins_with_the_comment_from_which_it_was_opened(client, chief, comment):
    page = client.get(f"{ADD}?whose={comment.pk}&article={comment.article_id}").content.decode()
    assert f'name="whose" value="{comment.pk}"' in page
    assert f'name="article" value="{comment.article_id}"' in page


@pytest.mark.parametrize("whose", ["M-NOBODY22", "99999", "Ida Berg", "/en/comments//"])
def test_whom_nobody_knows_is_told_beside_the_field_and_nothing_is_lost(client, chief, whose):
    page = client.post(ADD, said(whose=whose)).content.decode()
    assert "Nobody has this user ID" in page
    assert "hydrologist" in page


def test_what_cannot_be_given_is_told_with_what_to_do(client, chief, comment):
    for whose, why in (
        (chief.public_id, "Nobody gives or revokes a badge of their own."),
        (making.person("Unproven").public_id, "This account has no name to vouch for"),
    ):
        page = client.post(ADD, said(whose=whose), follow=True).content.decode()
        assert why in page
        assert 'value="hydrologist"' in page
    client.post(ADD, said(whose=comment.pk))
    assert "They carry this badge there already." in client.post(ADD, said(whose=comment.pk)).content.decode()
    assert Badge.objects.count() == 1


def test_badges_are_revoked_from_the_list_and_stay_in_it(client, chief, comment):
    given = badges.give(
        person=comment.author, kind=BadgeKind.EXPERT, article=None, words="", by=chief, now=NOW
    )  # fmt: skip
    for said_so in ("Ida Berg carries the badge no longer.", "A colleague has revoked this badge meanwhile."):
        page = client.post(LIST, {"action": "revoke", "_selected_action": [given.pk]}, follow=True).content.decode()
        assert said_so in page
    given.refresh_from_db()
    assert given.revoked_by == chief
    assert client.get(f"{LIST}{given.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{given.pk}/change/", said()).status_code == 403


def test_moderators_and_reporters_see_none_and_editors_of_a_part_theirs(client, comment):
    for person in (making.joining_moderator(), staff("reporter")):
        client.force_login(person)
        assert (client.get(LIST).status_code, client.get(ADD).status_code) == (403, 403)
    by = limited("editor", (), ("en",))
    group = by.groups.get()
    group.permissions.add(*making.Permission.objects.filter(codename="add_badge"))
    chief = making.person(is_staff=True, is_superuser=True)
    for words, article in (
        ("of the paper", None),
        ("of the harbour", comment.article),
        ("auf Deutsch", making.article("de")),
    ):
        badges.give(
            person=comment.author, kind=BadgeKind.EXPERT, article=article, words=words, by=chief, now=NOW
        )  # fmt: skip
    client.force_login(by)
    page = client.get(LIST).content.decode()
    assert ["of the paper" in page, "of the harbour" in page, "auf Deutsch" in page] == [False, True, False]
    answer = client.post(ADD, said(whose=comment.pk, kind="interviewee"))
    assert answer.status_code == 403
