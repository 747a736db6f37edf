import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.triggers import refuse_update


class Migration(migrations.Migration):
    """Discussions that are followed by mail, and what was agreed to (C50)."""

    dependencies = [
        ("accounts", "0105_limited_staff"),
        ("articles", "0120_roles_in_parts_of_the_paper"),
        ("moderation", "0123_a_sealed_copy_of_what_is_reported"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="receipt")),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("asked_at", models.DateTimeField(db_index=True, verbose_name="asked for")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("returned", models.PositiveSmallIntegerField(default=0, verbose_name="letters that came back")),
                ("returned_at", models.DateTimeField(null=True, verbose_name="last one that came back")),
                (
                    "pace",
                    models.CharField(
                        choices=[("instant", "at once"), ("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("told_until", models.DateTimeField(null=True, verbose_name="told until")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "followed discussion",
                "verbose_name_plural": "followed discussions",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("root__isnull", True), models.Q(("address", ""), _negated=True)),
                        fields=("article", "address"),
                        name="an_address_follows_an_article_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("root__isnull", False), models.Q(("address", ""), _negated=True)),
                        fields=("root", "address"),
                        name="an_address_follows_a_thread_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("root__isnull", True)),
                        fields=("article", "person"),
                        name="a_member_follows_an_article_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("root__isnull", False)),
                        fields=("root", "person"),
                        name="a_member_follows_a_thread_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("address", ""), _connector="XOR"),
                        name="a_follow_has_a_member_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("confirmed_at__isnull", False), _connector="OR"),
                        name="a_members_follow_is_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("told_until__isnull", False), _connector="OR"
                        ),
                        name="a_confirmed_follow_knows_what_was_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["instant", "daily", "weekly"])), name="follow_pace_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.UUIDField(db_index=True, verbose_name="receipt")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("given", "confirmed"),
                            ("changed", "changed"),
                            ("ended", "ended by the reader"),
                            ("returned", "ended: the mailbox takes no letters"),
                            ("stopped", "ended by the staff, as asked"),
                            ("over", "ended: the discussion is over, or the account is blocked"),
                        ],
                        max_length=8,
                        verbose_name="act",
                    ),
                ),
                ("article", models.BigIntegerField(verbose_name="article")),
                ("root", models.BigIntegerField(null=True, verbose_name="comment")),
                (
                    "pace",
                    models.CharField(
                        choices=[("instant", "at once"), ("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("wording_sha256", models.CharField(max_length=64, verbose_name="fingerprint of the wording")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "privacy_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.policyversion",
                        verbose_name="version of the privacy policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a followed discussion",
                "verbose_name_plural": "events of followed discussions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["given", "changed", "ended", "returned", "stopped", "over"])),
                        name="follow_act_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wording_sha256", ""), _negated=True), name="a_follow_names_its_wording"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "pace",
                    models.CharField(
                        choices=[("instant", "at once"), ("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "round of letters to followers",
                "verbose_name_plural": "rounds of letters to followers",
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "pace"), name="one_round_per_edition_and_pace"),
                    models.CheckConstraint(
                        condition=models.Q(("pace__in", ["instant", "daily", "weekly"])), name="round_pace_is_known"
                    ),
                ],
            },
        ),
        refuse_update("moderation_followevent"),
    ]
