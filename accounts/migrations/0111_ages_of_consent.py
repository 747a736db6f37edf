from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from accounts.triggers import Rebuilding

COUNTRIES = (
    ("AT", "Austria"), ("BE", "Belgium"), ("BG", "Bulgaria"), ("HR", "Croatia"), ("CY", "Cyprus"), ("CZ", "Czechia"),
    ("DK", "Denmark"), ("EE", "Estonia"), ("FI", "Finland"), ("FR", "France"), ("DE", "Germany"), ("GR", "Greece"),
    ("HU", "Hungary"), ("IS", "Iceland"), ("IE", "Ireland"), ("IT", "Italy"), ("LV", "Latvia"), ("LI", "Liechtenstein"),
    ("LT", "Lithuania"), ("LU", "Luxembourg"), ("MT", "Malta"), ("NL", "Netherlands"), ("NO", "Norway"),
    ("PL", "Poland"), ("PT", "Portugal"), ("RO", "Romania"), ("SK", "Slovakia"), ("SI", "Slovenia"), ("ES", "Spain"),
    ("SE", "Sweden"), ("GB", "United Kingdom"), ("ZZ", "Another country"),
)  # fmt: skip
SETTINGS = (
    ("discussion", "how an article is discussed"),
    ("usual-discussion", "how a section is usually discussed"),
    ("retention", "how long something is kept"),
    ("purpose", "what people may agree to"),
    ("age", "the age from which one consents"),
    ("export", "a table was taken out"),
)


class Migration(migrations.Migration):
    """From which age one consents, by country, and what was stated about it with a choice (V52)."""

    dependencies = [("accounts", "0110_last_backup_is_gone")]

    operations = [
        migrations.CreateModel(
            name="AgeOfConsent",
            fields=[
                (
                    "country",
                    models.CharField(
                        choices=COUNTRIES, max_length=2, primary_key=True, serialize=False, verbose_name="country"
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        validators=[MinValueValidator(13), MaxValueValidator(18)], verbose_name="years"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "age of consent",
                "verbose_name_plural": "ages of consent",
                "ordering": ["country"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(country__in=[code for code, _name in COUNTRIES]), name="country_of_an_age_is_known"
                    ),
                    CheckConstraint(condition=Q(years__range=(13, 18)), name="an_age_of_consent_is_within_reason"),
                    CheckConstraint(condition=~Q(source=""), name="an_age_of_consent_has_its_source"),
                ],
            },
        ),
        migrations.AddField(
            model_name="consentevent",
            name="age_met",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of this age at least, as stated"),
        ),
        Rebuilding(
            [
                migrations.RemoveConstraint(model_name="settingchange", name="what_was_set_is_known"),
                migrations.AlterField(
                    model_name="settingchange",
                    name="what",
                    field=models.CharField(choices=SETTINGS, max_length=16, verbose_name="what was set"),
                ),
                migrations.AddConstraint(
                    model_name="settingchange",
                    constraint=CheckConstraint(
                        condition=Q(what__in=[code for code, _name in SETTINGS]), name="what_was_set_is_known"
                    ),
                ),
            ]
        ),
    ]
