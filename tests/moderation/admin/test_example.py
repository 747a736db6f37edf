"""Examples of the rules: made of what was judged differently, shown beside the rules (C80)."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.models import DossierAccess, User
from moderation.actions import harassments, queue
from moderation.actions.harassments import Piece
from moderation.enums import Measure
from moderation.models import Comment, Finding, RuleExample
from tests.moderation import making
from tests.moderation.sampling import decided, drawn, judged

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/ruleexample/"
ADD = f"{LIST}add/"
SAID = {"ground": 5, "breaks_it": "False", "language": "en", "text": "You are a weathercock.", "why": "It is banter."}


@pytest.fixture(autouse=True)
def _rules():
    making.rules()
    making.edition()


@pytest.fixture
def moderator(client):
    person = making.accepting(making.joining_moderator())
    client.force_login(person)
    return person


@pytest.fixture
def lead(client):
    person = making.accepting(making.joining_moderator())
    person.user_permissions.add(Permission.objects.get(codename="oversee_decision"))
    client.force_login(User.objects.get(pk=person.pk))
    return person


def differing(body, ground=5, author="Ida Berg", parent="Olga Holm"):
    """Two judge a comment differently, who answers somebody."""
    article, now = making.article(), timezone.now()
    above = making.comment(article, author=making.person(parent), now=now)
    comment = making.comment(article, author=making.person(author), parent=above, body=body, now=now)
    sampled = drawn(decided(making.moderator(), ground, comment=comment, now=now), now=now)
    return judged(sampled, making.moderator(), None if ground else 12, now=now)


def example(**fields):
    made = {"ground": making.ground(5), "language": "en", "made_by": making.moderator(), "made_at": timezone.now()}
    return RuleExample.objects.create(**{"text": "You are a weathercock.", "why": "It is banter."} | made | fields)


def test_a_disagreement_becomes_an_example_without_the_persons_in_it(client, moderator):
    second = differing("@Olga Holm, you weathercock, call me: +44 20 7946 0958. Ida Berg, and Tom Okafor, too")
    making.comment(second.sampled.decision.comment.article, author=making.person("Tom Okafor"))
    page = client.get(f"{ADD}?judgement={second.pk}").content.decode()
    assert "[…], you weathercock, call me: […]. […], and […], too" in page
    sent = SAID | {"text": "[…], you weathercock."}
    assert client.post(f"{ADD}?judgement={second.pk}", sent).status_code == 302
    made = RuleExample.objects.get()
    assert (made.text, made.breaks_it, made.made_by) == ("[…], you weathercock.", False, moderator)
    assert made.comment == second.sampled.decision.comment
    assert LogEntry.objects.get().object_repr == f"5/{made.pk}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Call me: +44 20 7946 0958.", "This looks like somebody’s personal data: “+44 20 7946 0958”."),
        ("Olga Holm is a weathercock.", "The text still names Olga Holm."),
    ],
)
def test_what_tells_who_somebody_is_is_not_kept(client, moderator, text, told):
    second = differing("You weathercock.")
    page = client.post(f"{ADD}?judgement={second.pk}", SAID | {"text": text}).content.decode()
    assert told in page
    assert text in page
    assert not RuleExample.objects.exists()


def test_a_sealed_text_is_opened_with_a_word_to_its_author(client, moderator):
    second = differing("You weathercock.")
    client.get(f"{ADD}?judgement={second.pk}")
    assert DossierAccess.objects.get().person == second.sampled.decision.subject


def test_only_what_was_judged_differently_is_a_beginning(client, moderator):
    sampled = drawn(decided(making.moderator(), now=timezone.now()), now=timezone.now())
    same = judged(sampled, making.moderator(), now=timezone.now())
    for asked in (same.pk, "x", ""):
        assert client.get(f"{ADD}?judgement={asked}").status_code == 404


def test_moderators_keep_them_and_the_lead_shows_them_to_readers(client, moderator):
    client.post(ADD, SAID | {"is_public": "on"})
    made = RuleExample.objects.get()
    assert not made.is_public
    RuleExample.objects.update(is_public=True)
    assert client.post(f"{LIST}{made.pk}/change/", SAID | {"why": "Other words."}).status_code == 403


def test_the_lead_shows_one_to_readers(client, lead):
    made = example()
    client.post(f"{LIST}{made.pk}/change/", SAID | {"is_public": "on"})
    made.refresh_from_db()
    assert made.is_public


def test_whoever_is_limited_reads_them_and_writes_none(client):
    made = example()
    client.force_login(making.accepting(making.limited_moderator(["news"], ["en"])))
    assert made.text in client.get(LIST).content.decode()
    assert client.get(ADD).status_code == 403


@pytest.mark.parametrize("fields", [{}, {"is_public": True}], ids=["the newsroom's own", "shown to readers"])
def test_what_one_may_only_read_opens_and_is_not_deleted(client, fields):
    made = example(**fields)
    whole, limited = making.joining_moderator(), making.limited_moderator(["news"], ["en"])
    for person in (making.accepting(limited), *([making.accepting(whole)] if fields else [])):
        client.force_login(person)
        page = client.get(f"{LIST}{made.pk}/change/")
        assert made.text in page.content.decode()
        assert "5. " in page.content.decode()
        assert client.post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 403


def test_nobody_reads_here_what_somebody_wrote_who_harasses_them(client, moderator):
    second = differing("You weathercock.")
    piece = Piece(second.sampled.decision.subject, "Third message today.", None)
    harassments.mark(piece=piece, target=moderator, by=moderator, now=timezone.now())
    assert client.get(f"{ADD}?judgement={second.pk}").status_code == 403


def test_what_its_author_took_back_is_no_example(client, moderator):
    second = differing("You weathercock.")
    comment = second.sampled.decision.comment
    made = example(comment=comment, is_public=True)
    Comment.objects.filter(pk=comment.pk).update(withdrawn_at=timezone.now())
    assert client.get(f"{ADD}?judgement={second.pk}").status_code == 404
    assert made.text not in client.get("/en/rules/").content.decode()


def test_the_desk_shows_those_of_the_grounds_that_the_evidence_points_at(client, moderator):
    example(), example(ground=making.ground(12), text="Bloody weather!")
    comment = making.comment(making.article(), measure=Measure.HOLD)
    Finding.objects.create(comment=comment, version=1, rule="words", ground_id=5, action="hold", start=0, end=3)
    case = queue.put(comment=comment, reasons=["ground:5"], risk=1, now=timezone.now())
    page = client.get(f"/admin/moderation/case/{case.pk}/change/").content.decode()
    assert "You are a weathercock." in page
    assert "Bloody weather!" not in page


def test_who_judges_unseen_has_them_beside_the_comment(client, moderator):
    example(breaks_it=True)
    sampled = drawn(decided(making.moderator(), now=timezone.now()), now=timezone.now())
    example(text="Made of this one, which would tell.", comment=sampled.decision.comment)
    page = client.get(f"/admin/moderation/sampleddecision/{sampled.pk}/change/").content.decode()
    assert "You are a weathercock." in page
    assert "which would tell" not in page
    assert "breaks the rule" in page


def test_readers_see_those_of_their_language_that_are_shown(client):
    example(is_public=True, breaks_it=True), example(text="Not shown.")
    example(text="Auf Deutsch.", language="de", is_public=True)
    page = client.get("/en/rules/").content.decode()
    assert "You are a weathercock." in page
    assert "It is banter." in page
    assert "Not shown." not in page
    assert "Auf Deutsch." not in page


def test_only_kept_people_have_their_examples_kept_from_all(client, moderator):
    comment = making.comment(making.article(), author=making.person(restricted_at=timezone.now()))
    example(comment=comment, is_public=True)
    assert "weathercock" not in client.get("/en/rules/").content.decode()
    assert "weathercock" not in client.get(LIST).content.decode()
