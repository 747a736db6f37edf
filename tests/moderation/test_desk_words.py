"""Grounds and reasons in the words of the page's language."""

import pytest
from django.utils import translation

from moderation import desk, headings
from moderation.models import Clause, Finding
from moderation.templatetags.grounds import ground
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def _rules():
    # begins with a letter before the English one: the language decides, not the alphabet
    making.rules(german={2: "Abwertung"})


@pytest.mark.usefixtures("_rules")
def test_a_ground_is_named_in_the_language_of_the_page_or_in_english():
    english = Clause.objects.get(ground=2, language="en").heading
    for language, heading in (("en", english), ("de", "Abwertung"), ("fr", english)):
        with translation.override(language):
            assert headings.of_grounds(NOW)[2] == heading
            assert ground(2) == f"2. {heading}"
            assert headings.in_words(["ground:2"], NOW) == [f"2. {heading}"]


def test_a_passage_of_one_ground_is_one_segment_however_many_findings_lie_in_it():
    def found(start, end, ground):
        return Finding(rule="words", ground_id=ground, start=start, end=end)

    body = "Earn 5000 dollars at home, you fool"
    findings = [found(0, 17, 13), found(0, 4, 13), found(10, 17, 13), found(10, 17, 10), found(27, 35, 5)]
    cut = [(one.text, one.grounds) for one in desk.segments(body, findings)]
    assert cut == [("Earn 5000 ", (13,)), ("dollars", (13, 10)), (" at home, ", ()), ("you fool", (5,))]
    assert "".join(text for text, _grounds in cut) == body
