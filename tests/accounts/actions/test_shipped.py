import pytest
from django.conf import settings

from accounts import wording
from accounts.actions import policies, shipped
from accounts.enums import Document
from accounts.models import PolicyVersion, Purpose, PurposeText
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
LANGUAGES = {code for code, _name in settings.LANGUAGES}


def test_the_shipped_policy_is_in_force_in_every_language_with_nothing_left_to_fill_in():
    version = shipped.load(now=NOW)
    assert policies.in_force(Document.PRIVACY, NOW) == version
    assert {text.language for text in version.texts.all()} == LANGUAGES
    for text in version.texts.all():
        shown = wording.filled(text.body)
        assert settings.PRIVACY_CONTACT in shown
        assert "{" not in shown


def test_loading_twice_changes_nothing():
    shipped.load(now=NOW)
    assert shipped.load(now=NOW) is None
    assert PolicyVersion.objects.count() == 1
    assert PurposeText.objects.count() == Purpose.objects.count() * len(LANGUAGES)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_gate_and_cookie_notice_are_worded_in_every_language(language):
    assert set(wording.gate(language)) == {"intro", "box", "delete"}
    assert wording.read("cookies")[language]["text"] == wording.cookies(language)
