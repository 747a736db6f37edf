import hashlib
import tomllib
import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

from accounts.triggers import refuse_update
from articles.enums import Role
from articles.permissions import codenames_of


def permit(apps, editor):
    """Let the newsroom's roles see the digests, and publishers set them."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, using=editor.connection.alias, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    found = permission.objects.filter(content_type__app_label="articles", content_type__model="digest")
    for role in Role:
        group = apps.get_model("auth", "Group").objects.get_or_create(name=role.value)[0]
        group.permissions.add(*found.filter(codename__in=codenames_of(role)))


#: How the words begin, by their fingerprint, that shipped while there was no news by mail.
NOT_YET = {"f8ee980d33509273", "3d5cb08f3bea84fe", "ccc9f28cf5db98a2", "3752b3df17040e7f"}


def say_anew(apps, editor):
    """Say what is offered now where the shipped words said that it is not; the publisher's own words stay."""
    shipped = tomllib.loads((settings.BASE_DIR / "accounts/policy/purposes.toml").read_text(encoding="utf-8"))
    newsletter = next(purpose for purpose in shipped["purpose"] if purpose["code"] == "newsletter")
    for text in apps.get_model("accounts", "PurposeText").objects.filter(purpose="newsletter"):
        if hashlib.sha256(f"{text.name}\n{text.description}".encode()).hexdigest()[:16] in NOT_YET:
            text.name, text.description = (newsletter[text.language][part] for part in ("name", "description"))
            text.save()


def keep_promise(apps, editor):
    """Subscribe the members who chose news by mail before there was any: their choice holds from this day."""
    chosen, editions = {}, apps.get_model("articles", "Edition").objects.order_by("-is_default", "position")
    for event in apps.get_model("accounts", "ConsentEvent").objects.filter(purpose="newsletter").order_by("pk"):
        chosen[event.person_id] = event
    languages = [edition.language for edition in editions]
    people = apps.get_model("accounts", "User").objects.filter(pk__in=chosen, erased_at=None)
    for person in people if languages else ():
        event = chosen[person.pk]
        if event.is_given:
            edition = person.language if person.language in languages else languages[0]
            of_event = {"edition_id": edition, "person": person, "cadence": "weekly", "confirmed_at": event.made_at}
            made = apps.get_model("articles", "Subscription").objects.create(asked_at=event.made_at, **of_event)
            apps.get_model("articles", "SubscriptionEvent").objects.create(
                receipt=made.receipt,
                act="given",
                edition=edition,
                cadence="weekly",
                privacy_version=event.privacy_version,
                wording_sha256=event.wording_sha256,
                made_at=event.made_at,
            )


class Migration(migrations.Migration):
    """News by mail: digests, who gets them, and what they agreed to (A32)."""

    dependencies = [
        ("accounts", "0104_choices_by_letter"),
        ("articles", "0115_tags"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="digest",
                        serialize=False,
                        to="articles.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "hour",
                    models.PositiveSmallIntegerField(
                        default=6,
                        help_text="By the edition’s clock, 0 to 23. One whose hour has passed today goes out at once.",
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="hour",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        default=5,
                        verbose_name="day of the weekly one",
                    ),
                ),
                (
                    "is_paused",
                    models.BooleanField(
                        default=False,
                        help_text="No digest is begun or written; what is in the outbox goes out.",
                        verbose_name="paused",
                    ),
                ),
            ],
            options={
                "verbose_name": "digest",
                "verbose_name_plural": "digests",
                "ordering": ["edition__position", "edition"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hour__lte", 23)), name="a_digest_has_an_hour_of_the_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="a_digest_has_a_day_of_the_week"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cadence",
                    models.CharField(
                        choices=[("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("day", models.DateField(null=True, verbose_name="day")),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                ("articles", models.ManyToManyField(related_name="+", to="articles.article", verbose_name="articles")),
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
                "verbose_name": "issue of a digest",
                "verbose_name_plural": "issues of digests",
                "ordering": ["-begun_at", "edition", "cadence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "cadence", "day"), name="one_issue_per_edition_cadence_and_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cadence__in", ["daily", "weekly"])), name="issue_cadence_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("receipt", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="receipt")),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "cadence",
                    models.CharField(
                        choices=[("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("asked_at", models.DateTimeField(db_index=True, verbose_name="asked for")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
                ("returned", models.PositiveSmallIntegerField(default=0, verbose_name="letters that came back")),
                ("returned_at", models.DateTimeField(null=True, verbose_name="last one that came back")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.edition",
                        verbose_name="edition",
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
                ("sections", models.ManyToManyField(related_name="+", to="articles.section", verbose_name="sections")),
            ],
            options={
                "verbose_name": "subscription of a digest",
                "verbose_name_plural": "subscriptions of digests",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("edition", "address"),
                        name="one_subscription_per_address_and_edition",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("edition", "person"),
                        name="one_subscription_per_member_and_edition",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("address", ""), _connector="XOR"),
                        name="a_subscription_has_a_member_or_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", True), ("confirmed_at__isnull", False), _connector="OR"),
                        name="a_members_subscription_is_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cadence__in", ["daily", "weekly"])), name="subscription_cadence_is_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionEvent",
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
                        ],
                        max_length=8,
                        verbose_name="act",
                    ),
                ),
                ("edition", models.CharField(max_length=12, verbose_name="edition")),
                (
                    "cadence",
                    models.CharField(
                        choices=[("daily", "every day"), ("weekly", "once a week")],
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                ("sections", models.TextField(blank=True, verbose_name="sections")),
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
                "verbose_name": "event of a subscription",
                "verbose_name_plural": "events of subscriptions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["given", "changed", "ended", "returned", "stopped"])),
                        name="subscription_act_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wording_sha256", ""), _negated=True),
                        name="a_subscription_names_its_wording",
                    ),
                ],
            },
        ),
        refuse_update("articles_subscriptionevent"),
        migrations.RunPython(permit, migrations.RunPython.noop),
        migrations.RunPython(say_anew, migrations.RunPython.noop),
        migrations.RunPython(keep_promise, migrations.RunPython.noop),
    ]
