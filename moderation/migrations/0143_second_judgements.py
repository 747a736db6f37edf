import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.triggers import refuse_insert, refuse_update

#: Nobody judges again what they decided, nor what they wrote.
OWN = """
EXISTS (
    SELECT 1 FROM moderation_sampleddecision s JOIN moderation_decision d ON d.id = s.decision_id
    WHERE s.id = NEW.sampled_id AND (d.decided_by_id = NEW.made_by_id OR d.subject_id = NEW.made_by_id)
)
"""
#: Of a second judgement, the note alone may go: it is about somebody's words.
JUDGED = """
NEW.sampled_id <> OLD.sampled_id OR NEW.verdict <> OLD.verdict
OR COALESCE(NEW.ground_id, 0) <> COALESCE(OLD.ground_id, 0)
OR NEW.made_by_id <> OLD.made_by_id OR NEW.made_at <> OLD.made_at OR NEW.note <> OLD.note AND NEW.note <> ''
"""


class Migration(migrations.Migration):
    """Decisions that are judged again, and examples of the rules."""

    dependencies = [
        ("moderation", "0110_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SampleRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begins_at", models.DateTimeField(verbose_name="decisions from")),
                ("ends_at", models.DateTimeField(unique=True, verbose_name="decisions until")),
                ("share", models.FloatField(verbose_name="share of 100")),
                ("fewest", models.FloatField(verbose_name="at least of each ground")),
                ("decided", models.PositiveIntegerField(verbose_name="decisions")),
                ("drawn", models.PositiveIntegerField(verbose_name="drawn")),
            ],
            options={
                "verbose_name": "drawing of decisions",
                "verbose_name_plural": "drawings of decisions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("begins_at__lt", models.F("ends_at"))), name="a_drawing_goes_forward"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chance", models.FloatField(verbose_name="chance of being drawn")),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled",
                        to="moderation.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled",
                        to="moderation.sampleround",
                        verbose_name="drawing",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision to be judged again",
                "verbose_name_plural": "decisions to be judged again",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("chance__gt", 0), ("chance__lte", 1)), name="a_drawn_decision_had_a_chance"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondJudgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("publish", "let it stand"),
                            ("remove", "remove it"),
                            ("cannot-tell", "cannot tell"),
                            ("known", "knows how it was decided"),
                        ],
                        max_length=12,
                        verbose_name="second judgement",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "ground",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.ground",
                        verbose_name="ground",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "sampled",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="moderation.sampleddecision",
                        verbose_name="decision to be judged again",
                    ),
                ),
            ],
            options={
                "verbose_name": "second judgement",
                "verbose_name_plural": "second judgements",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["publish", "remove", "cannot-tell", "known"])),
                        name="a_second_judgement_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground__isnull", False), ("verdict", "remove")),
                            models.Q(models.Q(("verdict", "remove"), _negated=True), ("ground__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_second_judgement_to_remove_names_its_ground",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict__in", ("publish", "remove", "cannot-tell"))),
                        fields=("sampled",),
                        name="one_second_judgement",
                    ),
                    models.UniqueConstraint(fields=("sampled", "made_by"), name="nobody_judges_again_twice"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleExample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "breaks_it",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise it is an example of what looks like it, and breaks nothing.",
                        verbose_name="it breaks this rule",
                    ),
                ),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                (
                    "text",
                    models.TextField(
                        help_text="Leave out names and whatever else tells who somebody is.",
                        max_length=1000,
                        verbose_name="text",
                    ),
                ),
                ("why", models.TextField(max_length=500, verbose_name="why")),
                ("is_public", models.BooleanField(default=False, verbose_name="shown to readers")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "ground",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="examples",
                        to="moderation.ground",
                        verbose_name="ground",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "example of a rule",
                "verbose_name_plural": "examples of the rules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                        name="an_example_says_what_and_why",
                    )
                ],
            },
        ),
        refuse_update("moderation_sampleround"),
        refuse_update("moderation_sampleddecision"),
        refuse_insert("moderation_secondjudgement", OWN, "nobody judges their own decision or comment again"),
        refuse_update("moderation_secondjudgement", JUDGED),
    ]
