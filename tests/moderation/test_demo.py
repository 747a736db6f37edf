import pytest
from django.core.management import CommandError, call_command

from moderation import lifecycle
from moderation.actions import policies, rules
from moderation.enums import ACCOUNT_MEASURES, Measure, SanctionState, Status
from moderation.management import demo
from moderation.models import Case, Comment, Report, Sanction
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussions():
    policies.settings.cache_clear()
    rules.load(now=making.NOW - making.timedelta(days=60))
    for language in ("en", "en", "de", "fr", "ar"):
        making.article(language)
    demo.load(now=NOW)


def test_the_demo_shows_a_comment_in_every_state(discussions):
    assert set(Comment.objects.values_list("status", flat=True)) == set(Status)
    assert Comment.objects.filter(withdrawn_at__isnull=False).exists()
    assert Comment.objects.filter(redacted_at__isnull=False).exists()
    assert Comment.objects.filter(edited_at__isnull=False).exists()
    assert Comment.objects.filter(depth=Comment.MAX_DEPTH).exists()
    assert Case.objects.waiting().filter(is_held=True).exists()
    assert Report.objects.open().exists()
    assert Sanction.objects.filter(state=SanctionState.LIFTED).exists()


def test_the_demo_is_made_by_real_acts(discussions):
    for comment in Comment.objects.all():
        moving = comment.decisions.exclude(measure__in=ACCOUNT_MEASURES).order_by("pk")
        measures = [Measure(m) for m in moving.values_list("measure", flat=True)]
        assert lifecycle.replay(measures) == comment.status


def test_the_demo_is_not_loaded_on_a_real_site(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")
