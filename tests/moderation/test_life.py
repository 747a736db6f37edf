"""A made-up person lives here in one transaction, which leaves nothing (V65)."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.actions import shipped
from accounts.models import ErasedPerson, OutboxItem, Session, User
from accounts.privacy import audit, ledger
from moderation import life
from moderation.models import Comment
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.VAR_DIR = settings.SHARED_DIR = tmp_path
    making.rules()
    shipped.load(now=NOW)
    making.article()


def test_a_life_leaves_marks_a_copy_holds_and_erasure_takes_and_nothing_stays():
    lived = life.live(NOW)
    assert lived.planted >= {
        "accounts_user.name", "accounts_user.email", "account_emailaddress.email", "accounts_session.session_data",
        "accounts_outboxitem.payload", "moderation_comment.body", "moderation_comment.card",
    }  # fmt: skip
    assert (lived.copied, lived.left) == (True, set())
    for model in (User, Comment, Session, OutboxItem, ErasedPerson):
        assert not model.objects.exists(), model
    assert not ledger.path().exists()


def test_what_erasure_leaves_is_astray_unless_it_is_declared_as_kept():
    kept = next(iter(audit.kept()))
    lived = life.Life(planted={kept, "a.b"}, copied=True, left={kept, "a.b"})
    assert lived.astray == {"a.b"}


def test_the_command_tells_a_program_and_fails_where_something_is_undeclared(settings):
    said = StringIO()
    call_command("privacy_audit", "--json", stdout=said)
    told = json.loads(said.getvalue())
    assert (told["unregistered"], told["life"]["astray"], told["life"]["copied"]) == ([], [], True)
    assert len(told["map"]) > 500
    (settings.VAR_DIR / "members.csv").write_text("a,b")
    said = StringIO()
    with pytest.raises(SystemExit):
        call_command("privacy_audit", stdout=said)
    assert "members.csv, which the site does not write." in said.getvalue()
