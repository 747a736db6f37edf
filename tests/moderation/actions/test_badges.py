"""Badges beside names: by role, by byline and given by editors, on all that somebody wrote, at once (C54)."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.actions import registration
from accounts.models import User
from accounts.privacy import erasure, export
from accounts.safety.names import skeleton, validate_name
from articles.actions import articles as writing
from articles.actions import assignments
from articles.enums import Role
from articles.models import Text
from articles.reach import OutOfReach
from moderation import badges as carried
from moderation.actions import badges, leaving
from moderation.badges import BadgeKind
from moderation.models import Badge, Comment
from moderation.permissions import VOUCH
from tests.articles.making import edition, group, limited, staff
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db

EXPERT, INTERVIEWEE = BadgeKind.EXPERT, BadgeKind.INTERVIEWEE


@pytest.fixture
def article():
    return making.article()


def named(name: str, **fields) -> User:
    return making.person(name, name_skeleton=skeleton(name), **fields)


def editor() -> User:
    return vouching(staff(Role.EDITOR))


def vouching(person: User) -> User:
    """Let the role permit it also where a test before this one has emptied the tables."""
    app, codename = VOUCH.split(".")
    role = person.groups.get()
    role.permissions.add(*making.Permission.objects.filter(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=person.pk)


def reporter(name: str) -> User:
    person = named(name, is_staff=True)
    assignments.assign(person=person, role=group(Role.REPORTER), by=None, now=NOW)
    return User.objects.get(pk=person.pk)


def give(person, article=None, kind=EXPERT, words="", by=None) -> Badge:
    return badges.give(person=person, kind=kind, article=article, words=words, by=by or editor(), now=NOW)


def badge(comment) -> str:
    """What a comment's stored card says beside the name."""
    card = Comment.objects.get(pk=comment.pk).card
    found = re.search(r'</bdi></strong> <a class="comment__badge"[^>]*>(.*?)</a>', card)
    return re.sub("<[^>]*>", "", found[1]).strip() if found else ""


def test_an_expert_carries_the_badge_on_what_was_written_before_and_since_until_it_is_revoked(article):
    ida = named("Ida Berg")
    before = making.comment(article, author=ida)
    given = give(ida, words=" hydrologist, <b>Graz</b>\n ")
    since = making.comment(making.article(), author=User.objects.get(pk=ida.pk))
    assert [badge(one) for one in (before, since)] == ["Expert: hydrologist, &lt;b&gt;Graz&lt;/b&gt;"] * 2
    badges.revoke(badge=given, by=editor(), now=NOW)
    assert [badge(one) for one in (before, since)] == ["", ""]
    assert User.objects.get(pk=ida.pk).badges is None
    with pytest.raises(badges.Revoked):
        badges.revoke(badge=given, by=editor(), now=NOW)


def test_a_badge_below_an_article_stands_below_no_other(article):
    ida = named("Ida Berg")
    here, elsewhere = making.comment(article, author=ida), making.comment(making.article(), author=ida)
    give(ida, article, INTERVIEWEE)
    assert (badge(here), badge(elsewhere)) == ("Interviewee", "")
    give(ida, kind=EXPERT)
    assert (badge(here), badge(elsewhere)) == ("Interviewee", "Expert")


def test_the_newsroom_has_its_badge_by_role_and_below_an_own_article_as_its_author(article):
    mira = reporter("Mira Sand")
    own = making.article(byline="Ada Stone\nMira Sand")
    theirs, beside = making.comment(own, author=mira), making.comment(article, author=mira)
    namesake = making.comment(own, author=making.person("Ada Stone"))
    assert [badge(one) for one in (theirs, beside, namesake)] == ["Author of the article", "Newsroom", ""]
    assignments.end(assignment=mira.assignments.get(), by=None, now=NOW)
    assert [badge(one) for one in (theirs, beside)] == ["", ""]


def test_moderators_and_administrators_act_by_role_and_carry_no_badge_for_it(article):
    moderator = making.limited_moderator((), ("en",))
    administrator = named("Root", is_staff=True, is_superuser=True)
    assert [badge(making.comment(article, author=one)) for one in (moderator, administrator)] == ["", ""]


def test_the_authors_badge_follows_the_byline_that_readers_see(article):
    mira, editor, publisher = reporter("Mira Sand"), staff(Role.EDITOR), staff(Role.PUBLISHER)
    comment = making.comment(article, author=mira)
    edition()  # with a name for the section
    text = Text.of(article.live_revision)
    before = "Newsroom"
    for byline, shown in (("Mira Sand", "Author of the article"), ("Ada Stone", "Newsroom")):
        base = article.newest_revision().number
        text = Text(**{**vars(text), "byline": byline, "summary": "In short."})
        revision = writing.revise(article=article, text=text, base=base, author=editor, now=NOW)
        assert badge(comment) == before
        writing.publish(article=article, by=publisher, now=NOW, revision=revision.number)
        assert (before := badge(comment)) == shown


def test_those_who_held_their_roles_before_get_the_badge_by_set_up(article):
    before = making.joining_moderator()
    writer = staff(Role.REPORTER)
    comments = [making.comment(article, author=one) for one in (before, writer)]
    assert badges.catch_up() == 1
    assert [badge(one) for one in comments] == ["", "Newsroom"]
    assert badges.catch_up() == 0


def test_readers_and_reporters_give_nothing_and_nobody_vouches_for_themselves(article):
    ida, boss = named("Ida Berg"), editor()
    User.objects.filter(pk=boss.pk).update(name_skeleton="boss")
    for by, whom in ((making.member(), ida), (staff(Role.REPORTER), ida), (boss, boss)):
        with pytest.raises(badges.NotAllowed):
            give(whom, article, by=by)
    given = give(ida, article)
    with pytest.raises(badges.NotAllowed):
        badges.revoke(badge=given, by=making.member(), now=NOW)


def test_an_editor_of_a_part_vouches_within_it_alone(article):
    by = vouching(limited(Role.EDITOR, (), ("de",)))
    ida, german = named("Ida Berg"), making.article("de")
    assert give(ida, german, by=by).article == german
    for elsewhere in (article, None):
        with pytest.raises(OutOfReach):
            give(ida, elsewhere, by=by)
    with pytest.raises(OutOfReach):
        badges.revoke(badge=give(ida, article), by=by, now=NOW)


def test_a_badge_vouches_for_a_confirmed_name_and_is_given_once(article):
    with pytest.raises(badges.NoName):
        give(making.person("Not confirmed"))
    ida = named("Ida Berg")
    for where in (article, None):
        give(ida, where)
        with pytest.raises(badges.HasIt):
            give(ida, where)


def test_who_carries_a_badge_keeps_the_name_and_nobody_comes_near_it():
    ida = named("Ida Berg")
    give(ida)
    ida.refresh_from_db()
    with pytest.raises(registration.NameConfirmed):
        registration.amend(person=ida, name="Ada Stone", language="en")
    registration.amend(person=ida, name="Ida Berg", language="de")
    for near in ("Ida Berg 2", "Dr Ida Berg", "Berg, Ida", "IdaBerg1", "lda Berg", "The real Ida Berg"):
        assert not registration.is_free(near), near
    for far in ("Ida", "Ida Bergmann", "Berg", "Ada Berg"):
        assert registration.is_free(far), far
    assert registration.is_free("Ida Berg", besides=ida)


def test_the_database_keeps_the_log_and_no_badge_twice(article):
    ida, by = named("Ida Berg"), editor()
    given = give(ida, article, words="hydrologist", by=by)
    revoked = give(ida, by=by)
    badges.revoke(badge=revoked, by=by, now=NOW)
    rows = Badge.objects.filter(pk=given.pk)
    for act in (
        lambda: rows.update(words="botanist"),
        lambda: rows.update(article=None),
        lambda: rows.update(revoked_at=NOW),
        rows.delete,
        lambda: Badge.objects.filter(pk=revoked.pk).update(revoked_at=None, revoked_by=None),
        lambda: Badge.objects.create(person=ida, kind=EXPERT, article=article, given_by=by, given_at=NOW),
        lambda: Badge.objects.create(person=ida, kind=BadgeKind.STAFF, given_by=by, given_at=NOW),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_badge_is_the_persons_data_and_goes_with_the_account(article):
    ida = named("Ida Berg")
    comment = making.comment(article, author=ida)
    give(ida, words="hydrologist")
    ida.refresh_from_db()
    held = {part.code: part.records() for part in export.dossier(ida)}
    assert [one["words"] for code, rows in held.items() for one in rows if "words" in one] == ["hydrologist"], (
        held.keys()
    )
    erasure.erase(person=User.objects.get(pk=ida.pk), now=NOW)
    assert (badge(comment), User.objects.get(pk=ida.pk).badges, Badge.objects.get().words) == ("", None, "")


def test_a_closing_account_shows_no_badge_and_has_it_again_when_it_stays(article):
    ida = named("Ida Berg")
    comment = making.comment(article, author=ida)
    give(ida)
    person = User.objects.get(pk=ida.pk)
    person.closing_at = NOW
    person.save()
    leaving.hide(person=person, now=NOW)
    assert badge(comment) == ""
    person.closing_at = None
    person.save()
    leaving.show(person=person, now=NOW)
    assert badge(comment) == "Expert"


@pytest.mark.once
@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_no_name_holds_the_words_of_a_badge_in_any_language(language):
    with translation.override(language):
        for label in BadgeKind.labels:
            with pytest.raises(ValidationError):
                validate_name(f"Ida, {label}")


@pytest.mark.once
def test_badges_are_read_as_they_were_written():
    held = [carried.Carried(EXPERT, 7, "of two words"), carried.Carried(BadgeKind.STAFF)]
    assert carried.read(carried.written(held)) == held
    assert (carried.written([]), carried.read(None)) == (None, [])
