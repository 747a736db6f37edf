"""What a provider of accounts elsewhere says is believed as far as it is a text, or a plain yes."""

import pytest
from allauth.socialaccount.adapter import get_adapter

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(village, rf):
    """Read what Village says of somebody."""
    request = rf.get("/")
    return lambda **said: (
        get_adapter()
        .get_provider(request, "village")
        .sociallogin_from_response(request, {"userinfo": {"sub": "1"} | said})
    )


@pytest.mark.parametrize(
    ("said", "addresses"),
    [
        pytest.param({"email": "a@example.org", "email_verified": True}, [("a@example.org", True)], id="proven"),
        pytest.param({"email": "a@example.org", "email_verified": "false"}, [("a@example.org", False)], id="a word"),
        pytest.param({"email": "a@example.org"}, [("a@example.org", False)], id="says nothing of proof"),
        pytest.param({"email": ["a@example.org"], "name": {"given": "A"}}, [], id="lists in place of texts"),
        pytest.param({}, [], id="no address"),
    ],
)
def test_what_is_believed(told, said, addresses):
    login = told(**said)
    assert [(one.email, one.verified) for one in login.email_addresses] == addresses
