"""Harassment of a moderator at the desk: marked from the card, decided by a colleague, counted for the lead (C67)."""

import pytest
from django.urls import reverse

from moderation.actions import harassments
from moderation.actions.harassments import Piece
from moderation.enums import HarassmentOutcome, Measure
from moderation.forms.harassment import MarkForm
from moderation.models import Harassment, Note
from tests.moderation import making
from tests.moderation.admin.desk.working import address, letter_about, moderator_who_accepted, waiting
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST, ADD = "/admin/moderation/harassment/", "/admin/moderation/harassment/add/"


@pytest.fixture
def marked(moderator):
    """What a colleague marked as harassment of somebody else."""
    target = moderator_who_accepted("Omar")
    piece = Piece(making.member(), "Third message today.", making.comment(making.article()))
    return harassments.mark(piece=piece, target=target, by=target, now=NOW)


def test_a_comment_is_marked_from_its_card_and_gone_from_the_moderator(desk, moderator):
    comment, case = waiting(Measure.PUBLISH)
    link = f"{ADD}?what={comment.pk}"
    assert link in desk.get(address(case)).content.decode()
    form = desk.get(link).content.decode()
    assert f'<option value="{moderator.pk}" selected>' in form
    said = desk.post(ADD, {"what": comment.pk, "target": moderator.pk, "words": "She wrote to my home."}, follow=True)
    harassment = Harassment.objects.get()
    assert f"{harassment.reference} waits for a colleague." in said.content.decode()
    assert (harassment.person, harassment.pieces.get().comment) == (comment.author, comment)
    for page in (address(case), f"/admin/moderation/comment/{comment.pk}/change/", address(harassment.case)):
        refused = desk.get(page)
        assert refused.status_code == 403
        assert "Nothing by this person is yours to decide" in refused.content.decode()
    assert str(comment.body) not in desk.get("/admin/moderation/case/").content.decode()


@pytest.mark.parametrize("what", ["letter", "conduct"])
def test_letters_and_conduct_are_marked_by_reference_and_user_id(desk, moderator, what):
    person = making.member()
    letter = letter_about(making.block(person, by=making.moderator()))
    typed = letter.reference if what == "letter" else person.public_id.lower()
    desk.post(ADD, {"what": typed, "target": moderator.pk, "words": "He waits at the door."})
    piece = Harassment.objects.get().pieces.get()
    assert (piece.harassment.person, piece.letter) == (person, letter if what == "letter" else None)


@pytest.mark.parametrize("what", ["M-NOBODY", "own"])
def test_what_cannot_be_marked_comes_back_with_what_was_typed(desk, moderator, what):
    typed = moderator.public_id if what == "own" else what
    page = desk.post(ADD, {"what": typed, "target": moderator.pk, "words": "He waits at the door."}).content.decode()
    says = "That is the moderator’s own account." if what == "own" else "There is no such comment, letter or user ID."
    assert says in page
    assert "He waits at the door.</textarea>" in page
    assert not Harassment.objects.exists()


def test_a_colleague_sees_all_of_it_leaves_a_note_and_decides(desk, marked):
    page = desk.get(address(marked.case)).content.decode()
    for text in ("Third message today.", "concerns Omar", "Remove, warn, suspend or block on the card"):
        assert text in page
    desk.post(address(marked.case), {"act": "note", "text": "Spoke to Omar."})
    assert Note.objects.get(about=marked.person).text == "Spoke to Omar."
    empty = desk.post(address(marked.case), {"act": "decide", "outcome": "found", "answer": ""})
    assert (empty.status_code, Harassment.objects.open().count()) == (200, 1)
    desk.post(address(marked.case), {"act": "decide", "outcome": "found", "answer": "Messages that threaten."})
    marked.refresh_from_db()
    assert (marked.outcome, marked.decided_by.name) == (HarassmentOutcome.FOUND, "Nadia")
    read = desk.get(f"{LIST}{marked.pk}/change/").content.decode()
    assert "Messages that threaten." in read
    assert "<textarea" not in read.partition('id="decide"')[2].partition("</section>")[0]


def test_the_list_leads_to_the_open_case_and_shows_the_lead_figures_by_month(client, desk, marked, settings):
    settings.SECOND_FACTOR_FOR = []
    assert desk.get(f"{LIST}{marked.pk}/change/").headers["Location"] == address(marked.case)
    assert "By month" not in desk.get(LIST).content.decode()
    lead = moderator_who_accepted("Lead")
    lead.is_superuser = True
    lead.save()
    client.force_login(lead)
    page = client.get(LIST).content.decode()
    assert "By month" in page
    assert "<td>1</td><td>0</td><td>0</td><td>1</td><td>–</td>" in page


def test_the_one_concerned_ends_the_shield_from_the_list(client, desk, marked):
    decided = {"outcome": HarassmentOutcome.FOUND, "answer": "It is.", "now": NOW}
    harassments.decide(harassment=marked, moderator=making.moderator(), **decided)
    act = {"action": "end_shields", "_selected_action": marked.pk}
    assert "the moderator concerned or the lead ends it" in desk.post(LIST, act, follow=True).content.decode()
    client.force_login(marked.target)
    assert "the shield has ended" in client.post(LIST, act, follow=True).content.decode()
    assert reverse("admin:moderation_harassment_changelist") == LIST


def test_whoever_is_limited_marks_what_is_theirs_alone():
    limited = making.limited_moderator(["news"], ["de"])
    typed = {"what": str(making.comment(making.article()).pk), "target": limited.pk, "words": "He calls every night."}
    form = MarkForm(typed)
    form.by = limited
    assert "a section or an edition for which your role does not hold" in str(form.errors["what"])
