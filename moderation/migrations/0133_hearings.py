import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import moderation.models.hearing
from accounts.triggers import Rebuilding, refuse_delete, refuse_insert, refuse_update

#: A block that does not say why it could not wait, without a hearing of this person that can be decided, or past one.
UNHEARD = """
NEW.kind = 'block' AND NOT NEW.is_urgent AND (
    NEW.mode = 'hearing' AND NOT EXISTS (
        SELECT 1 FROM moderation_hearing h
        WHERE h.id = NEW.hearing_id AND h.person_id = NEW.subject_id AND h.decided_at IS NULL
        AND (h.replied_at IS NOT NULL OR h.ends_at <= NEW.imposed_at)
    ) OR EXISTS (
        SELECT 1 FROM moderation_hearing h
        WHERE h.person_id = NEW.subject_id AND h.decided_at IS NULL
        AND NOT (h.replied_at IS NOT NULL OR h.ends_at <= NEW.imposed_at)
    )
) OR NEW.is_urgent AND TRIM(NEW.urgency) = ''
"""
#: How a block came about stays written down, whatever the settings say later; words go with the account.
RETOLD = """
NEW.mode <> OLD.mode OR NEW.is_urgent <> OLD.is_urgent OR COALESCE(NEW.hearing_id, 0) <> COALESCE(OLD.hearing_id, 0)
OR NEW.urgency <> OLD.urgency AND NEW.urgency <> ''
"""
#: What was announced stays as it was told, until its words go.
ANNOUNCED = """
NEW.person_id <> OLD.person_id OR NEW.comment_id <> OLD.comment_id OR NEW.clause_id <> OLD.clause_id
OR NEW.opened_by_id <> OLD.opened_by_id OR NEW.opened_at <> OLD.opened_at OR NEW.ends_at <> OLD.ends_at
OR NEW.facts <> OLD.facts AND NEW.facts <> '' OR NEW.why <> OLD.why AND NEW.why <> ''
"""
#: Nothing is said in a hearing that is decided, and it is decided once.
DECIDED = """
OLD.decided_at IS NOT NULL AND (
    NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at OR NEW.outcome <> OLD.outcome
    OR NEW.reply <> OLD.reply AND NEW.reply <> ''
)
OR OLD.replied_at IS NOT NULL AND NEW.replied_at IS NULL
"""
TOO_SHORT = "{seconds NEW.ends_at} - {seconds NEW.opened_at} < 259200"


class Migration(migrations.Migration):
    """Hearings before a block, and how each block came about (V43)."""

    dependencies = [
        ("moderation", "0132_oversee_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[
                    ("comment", "comment"),
                    ("campaign", "near-copies"),
                    ("letter", "letter"),
                    ("hearing", "hearing"),
                ],
                default="comment",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=moderation.models.hearing.new_hearing_reference,
                        max_length=16,
                        unique=True,
                        verbose_name="reference",
                    ),
                ),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("facts", models.TextField(verbose_name="facts")),
                ("why", models.TextField(verbose_name="why the clause applies")),
                ("law", models.CharField(blank=True, max_length=300, verbose_name="law")),
                ("milder_measure_note", models.TextField(verbose_name="why a milder measure is not enough")),
                ("conduct_at", models.DateTimeField(verbose_name="date of the conduct")),
                ("opened_at", models.DateTimeField(verbose_name="announced")),
                ("ends_at", models.DateTimeField(verbose_name="time to reply until")),
                ("viewed_at", models.DateTimeField(null=True, verbose_name="seen")),
                ("bounced_at", models.DateTimeField(null=True, verbose_name="undeliverable")),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="first reply")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[("form", "form"), ("email", "e-mail"), ("paper", "paper")],
                        max_length=8,
                        verbose_name="came by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("blocked", "the account was blocked"),
                            ("suspended", "suspension from commenting"),
                            ("warned", "warning"),
                            ("nothing", "no measure"),
                            ("overtaken", "ended by a measure that could not wait"),
                            ("gone", "not decided: the account was erased"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearing",
                        to="moderation.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearing",
                        to="moderation.decision",
                        verbose_name="decision",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="announced by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "hearing",
                "verbose_name_plural": "hearings",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("person",),
                        name="one_open_hearing_per_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                        name="a_hearing_leaves_time_to_reply",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("reply", "")),
                            ("replied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_reply_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("outcome__in", ["blocked", "suspended", "warned", "nothing", "overtaken", "gone"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_hearing_has_its_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", False), ("outcome__in", ("", "gone")), _connector="OR"
                        ),
                        name="a_person_decides_a_hearing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision__isnull", False),
                            models.Q(("outcome__in", ("blocked", "suspended", "warned", "overtaken")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_measure_after_a_hearing_is_in_the_ledger",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "nothing"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_hearing_ends_with_words",
                    ),
                ],
            },
        ),
        Rebuilding(
            [
                migrations.AddField(
                    model_name="sanction",
                    name="is_urgent",
                    field=models.BooleanField(default=False, verbose_name="could not wait"),
                ),
                migrations.AddField(
                    model_name="sanction",
                    name="mode",
                    field=models.CharField(
                        choices=[("immediate", "at once, with reasons"), ("hearing", "after a hearing")],
                        default="immediate",
                        max_length=12,
                        verbose_name="blocked",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="sanction",
                    name="urgency",
                    field=models.TextField(blank=True, verbose_name="why it could not wait"),
                ),
                migrations.AddField(
                    model_name="statementofreasons",
                    name="procedure",
                    field=models.TextField(blank=True, verbose_name="whether the person was heard"),
                ),
                migrations.AddField(
                    model_name="sanction",
                    name="hearing",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sanction",
                        to="moderation.hearing",
                        verbose_name="hearing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sanction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("mode__in", ["immediate", "hearing"])),
                        name="a_sanction_says_how_it_came_about",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sanction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "block"), ("mode", "hearing"), _negated=True),
                            ("hearing__isnull", False),
                            ("is_urgent", True),
                            _connector="OR",
                        ),
                        name="a_block_is_heard_before_or_urgent",
                    ),
                ),
            ]
        ),
        refuse_insert("moderation_sanction", UNHEARD, says="nobody was heard before this block"),
        refuse_update("moderation_sanction", RETOLD, says="how a block came about stays", about="mode"),
        refuse_insert("moderation_hearing", TOO_SHORT, says="too little time to reply"),
        refuse_update("moderation_hearing", ANNOUNCED, says="what was announced stays as it was told"),
        refuse_update("moderation_hearing", DECIDED, says="the hearing is decided", about="decided"),
        refuse_delete("moderation_hearing"),
    ]
