"""Devices that get news, and the news they were sent."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def wanting(self, article: Article) -> "PushSubscriptionQuerySet":
        """Devices that chose edition and section; not of who goes, and whose data is only kept (Art. 18)."""
        stays = Q(person__closing_at__isnull=True, person__restricted_at__isnull=True, person__erased_at__isnull=True)
        return self.filter(Q(person__isnull=True) | stays, edition=article.edition_id, sections=article.section_id)


class PushSubscription(models.Model):
    """A browser that gets news. Its address is a secret between the browser, its push service and us."""

    endpoint = models.CharField(_("address at the push service"), max_length=1000, unique=True)
    p256dh = models.CharField(_("public key of the browser"), max_length=88)
    auth = models.CharField(_("secret of the browser"), max_length=24)
    edition = models.ForeignKey("articles.Edition", models.CASCADE, verbose_name=_("edition"), related_name="+")
    sections = models.ManyToManyField("articles.Section", verbose_name=_("sections"), related_name="+")
    time_zone = models.CharField(_("time zone"), max_length=64)
    person = models.ForeignKey(
        "accounts.User", models.CASCADE, verbose_name=_("person"), null=True, related_name="push_subscriptions"
    )
    #: Of the consent event.
    receipt = models.UUIDField(_("receipt"))
    made_at = models.DateTimeField(_("made"))
    #: When it was last chosen or news last reached it.
    used_at = models.DateTimeField(_("last used"))
    #: The reader's own day, and how many came in it.
    sent_on = models.DateField(_("day of the last news"), null=True)
    sent_count = models.PositiveSmallIntegerField(_("news on that day"), default=0)

    objects: ClassVar[models.Manager["PushSubscription"]] = PushSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("device with push news")
        verbose_name_plural = _("devices with push news")
        constraints = [CheckConstraint(condition=~Q(endpoint=""), name="a_device_has_an_address")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.pk}"


class PushNoticeQuerySet(models.QuerySet["PushNotice"]):
    def in_force(self) -> "PushNoticeQuerySet":
        return self.filter(cancelled_at__isnull=True)

    def waiting(self) -> "PushNoticeQuerySet":
        """News that goes out with its article's minute."""
        return self.in_force().filter(begun_at__isnull=True)


class PushNotice(models.Model):
    """News that an editor sent to devices: who, what, to how many. What it says stays as it was sent."""

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="push_notices")
    title = models.CharField(_("title"), max_length=100)
    text = models.CharField(_("text"), max_length=200, blank=True)
    is_urgent = models.BooleanField(_("urgent"), default=False)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))
    #: Devices that had chosen it when it was confirmed.
    audience = models.PositiveIntegerField(_("devices"))
    begun_at = models.DateTimeField(_("went out"), null=True)
    cancelled_at = models.DateTimeField(_("taken back"), null=True)

    objects: ClassVar[models.Manager["PushNotice"]] = PushNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("push news")
        verbose_name_plural = _("push news")
        constraints = [
            UniqueConstraint(
                fields=["article"], condition=Q(cancelled_at__isnull=True), name="one_push_news_per_article"
            ),
            CheckConstraint(condition=~Q(title=""), name="push_news_has_a_title"),
            CheckConstraint(
                condition=Q(begun_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="what_went_out_is_not_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def goes_at(self) -> datetime:
        """Return when it goes out: at once, or with its article."""
        out = self.article.published_at
        return max(out, self.made_at) if out else self.made_at
