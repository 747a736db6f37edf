from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from accounts.triggers import Rebuilding

MEASURES = [
    ("publish", "publish"),
    ("hold", "hold"),
    ("keep", "leave up"),
    ("remove", "remove"),
    ("restore", "restore"),
    ("redact", "redact"),
    ("warn", "warn the author"),
    ("suspend", "suspend from commenting"),
    ("block", "block the account"),
    ("close", "delete the account"),
    ("lift", "lift the sanction"),
    ("annul", "annul the sanction"),
    ("uphold", "uphold"),
]
MEASURE = models.CharField(choices=MEASURES, max_length=12, verbose_name="measure")
RESTRICTS = Q(("measure__in", ("remove", "redact", "warn", "suspend", "block", "close")))
#: What changes on the ledger: warnings and suspensions restrict, and people alone decide on them.
CONSTRAINTS = {
    "restriction_states_its_ground": ~RESTRICTS | Q(("ground__isnull", False), ("rules_version__isnull", False)),
    "restriction_has_its_statement_of_reasons": ~RESTRICTS | Q(statement__isnull=False) | ~Q(omission=""),
    "only_a_person_restricts": ~Q(
        (
            "measure__in",
            ("remove", "restore", "redact", "keep", "warn", "suspend", "block", "close", "lift", "annul", "uphold"),
        )
    )
    | Q(decided_by__isnull=False),
    "a_decision_names_what_it_judges": Q(measure__in=("warn", "suspend", "block", "close", "lift", "annul", "uphold"))
    | Q(("comment__isnull", False), ("comment_version__isnull", False)),
}


class Migration(migrations.Migration):
    """Warnings, acknowledged before the next comment, and suspensions for a time (C64, C65)."""

    dependencies = [("moderation", "0128_notices_say_who_gives_them")]
    operations = [
        Rebuilding(
            [
                *(migrations.RemoveConstraint(model_name="decision", name=name) for name in CONSTRAINTS),
                migrations.AlterField(model_name="decision", name="measure", field=MEASURE),
                *(
                    migrations.AddConstraint(model_name="decision", constraint=CheckConstraint(condition=at, name=name))
                    for name, at in CONSTRAINTS.items()
                ),
                migrations.AlterField(model_name="statementofreasons", name="measure", field=MEASURE),
                migrations.AddField(
                    model_name="statementofreasons",
                    name="acknowledged_at",
                    field=models.DateTimeField(null=True, verbose_name="acknowledged"),
                ),
                migrations.AddConstraint(
                    model_name="statementofreasons",
                    constraint=CheckConstraint(
                        condition=Q(acknowledged_at__isnull=True) | Q(measure="warn"),
                        name="only_a_warning_is_acknowledged",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statementofreasons",
                    constraint=CheckConstraint(
                        condition=~Q(measure="suspend")
                        | Q(("ends_at__gt", models.F("issued_at")), ("ends_at__isnull", False)),
                        name="a_suspension_ends_by_itself",
                    ),
                ),
            ]
        ),
        migrations.AlterField(
            model_name="appeal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("restoration", "restoration of access"),
                    ("review", "review of a sanction"),
                    ("complaint", "complaint about a decision"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
