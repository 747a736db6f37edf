"""Programs that post, known by how they use the form (C75)."""

import pytest

from moderation.screening import Facts, Form
from moderation.screening.rules import form
from tests.moderation.screening.rules.reading import kinds


@pytest.mark.parametrize(
    ("came_with", "said"),
    [
        pytest.param(None, [], id="no form, as in an archive"),
        pytest.param(Form(age=40), [], id="a person"),
        pytest.param(Form(age=1.0), ["too quick"], id="sooner than anybody types"),
        pytest.param(Form(age=None), ["no token"], id="without the form"),
        pytest.param(Form(age=40, is_trapped=True), ["trap"], id="a field nobody sees"),
        pytest.param(Form(age=60 * 60 * 24 * 9), ["old token"], id="a tab left open"),
    ],
)
def test_a_form_tells_who_filled_it_in(came_with, said):
    assert kinds(form, "A bridge", Facts(form=came_with)) == said
