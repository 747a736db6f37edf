"""An editor lets readers ask experts below an article (C56)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import SettingChange
from moderation import asking
from moderation.models import Thread
from tests.moderation import making
from tests.moderation.admin.discussing import NOTHING_PLANNED, page, past_the_gate

pytestmark = pytest.mark.django_db


def test_an_editor_lets_readers_ask_experts_and_names_one(client, editor):
    article = making.article()
    past_the_gate(editor)
    form = client.get(page("change", article.pk)).content.decode()
    assert f"{reverse('admin:moderation_badge_add')}?kind=expert&amp;article={article.pk}" in form
    asked = {"discussion": "open", "message": "Ida Berg answers.", "answer_days": "5"} | NOTHING_PLANNED
    until = {"asked_until_0": "2031-01-02", "asked_until_1": "18:00"}
    client.post(page("change", article.pk), asked | until)
    session = asking.session(Thread.objects.get(pk=article.pk))
    assert (session.answers_until - session.ends_at, session.readers_reply) == (timedelta(days=5), False)
    assert SettingChange.objects.filter(what="discussion").exists()
    client.post(page("change", article.pk), asked)
    assert asking.session(Thread.objects.get(pk=article.pk)) is None


@pytest.mark.parametrize(
    ("times", "says"),
    [
        pytest.param({"asked_from": "2031-01-02"}, "Say until when readers can ask.", id="no end"),
        pytest.param(
            {"asked_from": "2031-01-02", "asked_until": "2031-01-01"}, "That is over before it begins.", id="over"
        ),
    ],
)
def test_questions_have_an_end_behind_their_beginning(client, editor, times, says):
    article = making.article()
    sent = {f"{name}_0": day for name, day in times.items()} | {f"{name}_1": "18:00" for name in times}
    given = {"discussion": "open", "message": "", "answer_days": "3"} | NOTHING_PLANNED | sent
    assert says in client.post(page("change", article.pk), given).content.decode()
    assert asking.session(Thread.objects.get(pk=article.pk)) is None
