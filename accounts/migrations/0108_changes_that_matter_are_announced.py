from django.db import migrations, models

from accounts.triggers import refuse_insert, refuse_update

#: What matters, is not the first version, and holds within thirty days of its publication without saying why.
UNANNOUNCED = """
    NEW.published_at IS NOT NULL AND NEW.change_class <> 'editorial' AND NEW.urgency = ''
    AND {seconds NEW.effective_at} - {seconds NEW.published_at} < 2592000
    AND EXISTS (
        SELECT 1 FROM accounts_policyversion v
        WHERE v.document = NEW.document AND v.published_at IS NOT NULL AND v.id <> NEW.id
    )
"""
SAYS = "members are told thirty days before this holds"
#: Added as they are: SQLite cannot rebuild a table that the guards of others ask.
COLUMNS = (
    "ALTER TABLE accounts_policyversion ADD COLUMN urgency varchar(8) NOT NULL DEFAULT ''",
    """
    ALTER TABLE accounts_policyversion ADD COLUMN urgency_reason text NOT NULL DEFAULT ''
    CONSTRAINT an_urgent_policy_says_what_demands_it CHECK (
        (urgency = '' AND urgency_reason = '')
        OR (urgency IN ('security', 'order', 'law') AND urgency_reason <> '')
    )
    """,
)


class Migration(migrations.Migration):
    """What matters is announced thirty days before it holds, unless it says what demands it sooner (V20)."""

    dependencies = [("accounts", "0107_the_words_that_were_shown")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in COLUMNS],
            state_operations=[
                migrations.AddField(
                    "policyversion",
                    "urgency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("security", "people or their data are in danger until it holds"),
                            ("order", "a court or an authority orders it"),
                            ("law", "a law demands it by that day"),
                        ],
                        default="",
                        help_text="Readers see this. Leave it empty where members can be told thirty days before.",
                        max_length=8,
                        verbose_name="why it holds before the notice is over",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    "policyversion",
                    "urgency_reason",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="For the log: the order, the law or what happened.",
                        verbose_name="what exactly demands it",
                    ),
                    preserve_default=False,
                ),
                migrations.AddConstraint(
                    "policyversion",
                    models.CheckConstraint(
                        condition=models.Q(("urgency", ""), ("urgency_reason", ""))
                        | models.Q(
                            ("urgency__in", ["security", "order", "law"]),
                            models.Q(("urgency_reason", ""), _negated=True),
                        ),
                        name="an_urgent_policy_says_what_demands_it",
                    ),
                ),
            ],
        ),
        refuse_update("accounts_policyversion", UNANNOUNCED, SAYS, "unannounced"),
        refuse_insert("accounts_policyversion", UNANNOUNCED, SAYS, "unannounced"),
    ]
