"""What a provider of accounts elsewhere says is believed as far as it is a text, or a plain yes."""

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.privacy import traces
from tests.accounts import making

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


def test_an_identity_whose_block_runs_on_joins_not_again(told, rf):
    """Without a mailbox, too: the identity is remembered by itself (V34)."""
    blocked = making.person()
    SocialAccount.objects.create(user=blocked, provider="village", uid="1")
    traces.remember(person=blocked, ordinal=1, reference="S-ABCDEFGHJK", now=timezone.now())
    blocked.delete()
    with pytest.raises(ImmediateHttpResponse) as stopped:
        get_adapter().pre_social_login(rf.get("/en/"), told())
    assert stopped.value.response.status_code == 403
    get_adapter().pre_social_login(rf.get("/en/"), told(sub="2"))
