"""Reporting a mistake needs neither account nor script, and whoever has the reference can follow it (C85)."""

import pytest
from django.urls import reverse

from articles.actions.corrections import Note
from articles.enums import CorrectionKind, Role
from moderation.actions import mistakes, policies
from moderation.actions.mistakes import Answer
from moderation.enums import MistakeState
from moderation.models import Mistake
from tests.articles import making as newsroom
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]


def at(comment, name: str = "report_mistake") -> str:
    return reverse(f"moderation:{name}", kwargs={"pk": comment.pk})


def test_a_stranger_finds_the_form_from_the_comment_and_follows_the_report(client, article):
    comment = making.comment(article)
    for page in ("comment", "report_comment"):
        assert f'href="{at(comment)}"' in client.get(at(comment, page)).content.decode()
    answer = client.post(at(comment), {"text": "It was Tuesday.", "email": "ada@example.org"})
    mistake = Mistake.objects.get()
    assert answer.headers["Location"] == f"/en/mistakes/{mistake.reference}/"
    assert (mistake.reporter, mistake.email) == (None, "ada@example.org")
    assert "The newsroom will look at it." in client.get(answer.url).content.decode()
    found = client.get(reverse("moderation:find_report"), {"reference": mistake.reference.lower()})
    assert found.headers["Location"] == answer.url


def test_a_member_is_asked_for_no_address(client, member, article):
    comment = making.comment(article)
    assert 'name="email"' not in client.get(at(comment)).content.decode()
    client.post(at(comment), {"text": "It was Tuesday.", "email": "other@example.org"})
    assert list(Mistake.objects.values_list("reporter", "email")) == [(member.pk, "")]


def test_what_is_refused_comes_back_with_the_text(client, article):
    comment = making.comment(article)
    set_threshold("flood_of_mistakes", 1)
    assert client.post(at(comment), {"text": " "}).status_code == 400
    assert client.post(at(comment), {"text": "First."}).status_code == 302
    answer = client.post(at(comment), {"text": "Second one."})
    assert answer.status_code == 400
    assert "Second one.</textarea>" in answer.content.decode()
    assert Mistake.objects.get().text == "First."


def test_nothing_is_reported_from_a_comment_that_readers_do_not_see(client, article):
    held = making.comment(article, measure="hold")
    assert client.get(at(held)).status_code == 404


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MistakeState.CORRECTED, "You were right"),
        (MistakeState.NO_MISTAKE, "found no mistake"),
    ],
)
def test_the_page_of_a_report_tells_what_was_found_and_by_nobodys_name(client, article, state, said):
    comment, editor = making.comment(article), newsroom.staff(Role.EDITOR)
    told = mistakes.Told("It was Tuesday.")
    mistake = mistakes.tell(comment=comment, told=told, reporter=None, settings=policies.current(), now=NOW)
    note = Note(CorrectionKind.CORRECTION, "Tuesday.") if state == MistakeState.CORRECTED else None
    mistakes.answer(mistake=mistake, answer=Answer(state, "We asked the port.", note=note), by=editor, now=NOW)
    page = client.get(mistake.get_absolute_url()).content.decode()
    assert said in page
    assert "We asked the port." in page
    assert editor.name not in page
