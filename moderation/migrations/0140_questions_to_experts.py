from django.db import migrations, models

from accounts.triggers import Rebuilding


class Migration(migrations.Migration):
    """Readers ask experts below an article: what is a question and what an answer, and how many are answered (C56)."""

    dependencies = [
        ("articles", "0125_taken_over"),
        ("moderation", "0139_webhooks"),
    ]

    operations = [
        Rebuilding(
            [
                migrations.AddField(
                    model_name="comment",
                    name="answer_count",
                    field=models.PositiveIntegerField(default=0, verbose_name="answers"),
                ),
                migrations.AddField(
                    model_name="comment",
                    name="part",
                    field=models.CharField(
                        blank=True,
                        choices=[("question", "question"), ("answer", "answer")],
                        default="",
                        max_length=8,
                        verbose_name="question or answer",
                    ),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="answered_count",
                    field=models.PositiveIntegerField(default=0, editable=False, verbose_name="answered questions"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="answered_until",
                    field=models.DateTimeField(editable=False, null=True, verbose_name="answers until"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="asked_from",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="questions from"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="asked_until",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="questions until"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="experts_told_until",
                    field=models.DateTimeField(editable=False, null=True, verbose_name="experts told"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="readers_reply",
                    field=models.BooleanField(default=False, verbose_name="readers reply to answers"),
                ),
                migrations.AddField(
                    model_name="thread",
                    name="unanswered_count",
                    field=models.PositiveIntegerField(default=0, editable=False, verbose_name="unanswered questions"),
                ),
                migrations.AddConstraint(
                    model_name="comment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_count", 0), ("part", "")),
                            models.Q(("parent__isnull", True), ("part", "question")),
                            models.Q(("answer_count", 0), ("parent__isnull", False), ("part", "answer")),
                            _connector="OR",
                        ),
                        name="questions_are_answered_and_answers_answer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="thread",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_until__isnull", True),
                                ("asked_from__isnull", True),
                                ("asked_until__isnull", True),
                            ),
                            models.Q(
                                ("answered_until__gte", models.F("asked_until")),
                                ("asked_from__isnull", False),
                                ("asked_until__gt", models.F("asked_from")),
                            ),
                            _connector="OR",
                        ),
                        name="questions_end_before_answers",
                    ),
                ),
            ]
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("answer_count", 0), ("part", "question"), ("status", "published")),
                fields=["article", "-appreciation_count", "-number"],
                name="unanswered_questions",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("answer_count__gt", 0), ("part", "question"), ("status", "published")),
                fields=["article", "-appreciation_count", "-number"],
                name="answered_questions",
            ),
        ),
    ]
