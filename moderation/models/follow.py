"""Who is written to about a discussion, and what they agreed to (C50)."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from articles.models.mailed import Mailed, MailedQuerySet
from moderation.enums import FollowAct, Pace


class FollowQuerySet(MailedQuerySet["Follow"]):
    def written_to(self) -> "FollowQuerySet":
        """Leave out the blocked as well."""
        return super().written_to().filter(Q(person__isnull=True) | Q(person__blocked_at__isnull=True))

    def about(self, article: int, root: int | None) -> "FollowQuerySet":
        """Those of an article's whole discussion, or of one comment's replies."""
        return self.filter(article=article, root=root)

    def with_context(self) -> "FollowQuerySet":
        """Load what a letter and a page need, in the same statement."""
        return self.select_related("article__edition", "root__author", "person")


class Follow(Mailed):
    """That somebody is written to about an article's discussion, or about the replies to one comment."""

    article = models.ForeignKey("articles.Article", models.CASCADE, verbose_name=_("article"), related_name="+")
    #: The comment whose replies are followed; None: all comments, and the article's corrections.
    root = models.ForeignKey(
        "moderation.Comment", models.CASCADE, verbose_name=_("comment"), null=True, related_name="+"
    )
    pace = models.CharField(_("how often"), max_length=8, choices=Pace)
    #: What was placed later is for the next letter, also when the pace changes between two.
    told_until = models.DateTimeField(_("told until"), null=True)

    objects: ClassVar[models.Manager["Follow"]] = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed discussion")
        verbose_name_plural = _("followed discussions")
        constraints = [
            UniqueConstraint(
                fields=["article", "address"],
                condition=Q(root__isnull=True) & ~Q(address=""),
                name="an_address_follows_an_article_once",
            ),
            UniqueConstraint(
                fields=["root", "address"],
                condition=Q(root__isnull=False) & ~Q(address=""),
                name="an_address_follows_a_thread_once",
            ),
            UniqueConstraint(
                fields=["article", "person"],
                condition=Q(root__isnull=True, person__isnull=False),
                name="a_member_follows_an_article_once",
            ),
            UniqueConstraint(
                fields=["root", "person"],
                condition=Q(root__isnull=False, person__isnull=False),
                name="a_member_follows_a_thread_once",
            ),
            CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(address=""), name="a_follow_has_a_member_or_an_address"
            ),
            CheckConstraint(
                condition=Q(person__isnull=True) | Q(confirmed_at__isnull=False), name="a_members_follow_is_confirmed"
            ),
            CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(told_until__isnull=False),
                name="a_confirmed_follow_knows_what_was_told",
            ),
            CheckConstraint(condition=Q(pace__in=Pace.values), name="follow_pace_is_known"),
        ]

    def __str__(self) -> str:
        """Name it without its address: the admin's log keeps this."""
        return f"{self.article_id} {self.pace} {self.pk}"


class FollowEvent(AppendOnly):
    """What a reader agreed to, changed and ended (GDPR Art. 7(1)). Holds no address, no IP and no user agent."""

    receipt = models.UUIDField(_("receipt"), db_index=True)
    act = models.CharField(_("act"), max_length=8, choices=FollowAct)
    #: What was followed, by its keys: these rows outlive what they name.
    article = models.BigIntegerField(_("article"))
    root = models.BigIntegerField(_("comment"), null=True)
    pace = models.CharField(_("how often"), max_length=8, choices=Pace)
    privacy_version = models.ForeignKey(
        "accounts.PolicyVersion", models.PROTECT, verbose_name=_("version of the privacy policy"), related_name="+"
    )
    wording = models.ForeignKey(
        "accounts.ConsentWording",
        models.PROTECT,
        verbose_name=_("wording"),
        related_name="+",
        db_column="wording_sha256",
    )
    age_met = models.PositiveSmallIntegerField(_("of this age at least, as stated"), null=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("event of a followed discussion")
        verbose_name_plural = _("events of followed discussions")
        constraints = [
            CheckConstraint(condition=Q(act__in=FollowAct.values), name="follow_act_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} {self.act}"


class FollowRound(models.Model):
    """When those who follow an edition's discussions at one pace were last written to."""

    #: A comment may be stored a moment after the minute that it bears.
    SETTLES: ClassVar[timedelta] = timedelta(minutes=1)

    edition = models.ForeignKey("articles.Edition", models.CASCADE, verbose_name=_("edition"), related_name="+")
    pace = models.CharField(_("how often"), max_length=8, choices=Pace)
    begun_at = models.DateTimeField(_("begun"))

    class Meta:
        verbose_name = _("round of letters to followers")
        verbose_name_plural = _("rounds of letters to followers")
        constraints = [
            UniqueConstraint(fields=["edition", "pace"], name="one_round_per_edition_and_pace"),
            CheckConstraint(condition=Q(pace__in=Pace.values), name="round_pace_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.pace}"

    @property
    def told_until(self) -> datetime:
        """Return the moment up to which all was told that was placed."""
        return self.begun_at - self.SETTLES
