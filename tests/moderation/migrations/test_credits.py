"""What corrections named before becomes a row of moderation's own, on both databases."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from moderation.models import Comment, CorrectionCredit
from tests.articles import making as newsroom
from tests.moderation import making

BEFORE = [("articles", "0117_push_news"), ("moderation", "0121_desk_for_a_time_and_scans")]


@pytest.mark.django_db(transaction=True)
def test_the_comment_that_a_correction_named_is_credited_and_its_card_says_so():
    comment, editor = making.comment(making.article()), newsroom.staff("editor")
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    try:
        old = executor.loader.project_state(BEFORE).apps
        corrections = old.get_model("articles", "Correction").objects
        said = {"article_id": comment.article_id, "kind": "correction", "made_by_id": editor.pk}
        named = corrections.create(
            **said, text="It was one.", comment_id=comment.pk, made_at=making.NOW, public_at=making.NOW
        )
        corrections.create(**said, text="It was two.", made_at=making.NOW)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(latest)
    credit = CorrectionCredit.objects.get()
    carried = Comment.objects.get(pk=comment.pk)
    assert (credit.correction_id, credit.comment_id, carried.corrected_at) == (named.pk, comment.pk, making.NOW)
    assert carried.card.count(f'{comment.article.get_absolute_url()}#correction-{named.pk}">Led to a correction') == 1
