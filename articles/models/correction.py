"""What the newsroom has put right in an article, in words for readers."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Expression, F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from accounts.prepared import Moment
from articles.enums import CorrectionKind
from articles.models.article import Article


def credited(correction: str, now: Moment) -> Expression:
    """Ask who pointed out what a correction puts right: a comment by its key, while readers can read it.

    `correction` is the path of the correction's key. Who is asked, the settings say: comments know articles, not the
    other way round.
    """
    asked: Expression = import_string(settings.CREDITED_COMMENT)(correction, now)
    return asked


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def to_print(self, now: datetime) -> "CorrectionQuerySet":
        """Load in the same statement which comment pointed them out, and whether readers see what they changed."""
        columns = {"credited": credited("pk", now), "compared": F("comparison")}  # attributes that are declared below
        return self.annotate(**columns)

    def public(self, now: datetime) -> "CorrectionQuerySet":
        """Corrections that readers see at `now`: their article is live, too."""
        return self.filter(public_at__lte=now, article__in=Article.objects.live(now))

    def waiting(self, now: datetime) -> "CorrectionQuerySet":
        """Corrections that no reader has seen by `now`: these may still be changed."""
        return self.filter(Q(public_at__isnull=True) | Q(public_at__gt=now))

    def to_supersede(self, article: Article, now: datetime) -> "CorrectionQuerySet":
        """Corrections of an article that readers have seen, and in whose place none stands yet."""
        return self.in_force().filter(article=article, public_at__lte=now)

    def in_force(self) -> "CorrectionQuerySet":
        """Corrections that no later one has superseded."""
        return self.filter(superseded_by__isnull=True)

    def newest_first(self) -> "CorrectionQuerySet":
        return self.order_by("-public_at", "-pk")

    def older_than(self, correction: "Correction") -> "CorrectionQuerySet":
        """Corrections that follow `correction` when the newest come first: paging by key."""
        same_moment = Q(public_at=correction.public_at, pk__lt=correction.pk)
        return self.filter(Q(public_at__lt=correction.public_at) | same_moment, public_at__lte=correction.public_at)


class Correction(models.Model):
    """One record of what was put right in an article (A28).

    Once readers have seen it, it is neither changed nor deleted (a trigger, 0100_guards): a later one supersedes
    it, and both can be read.
    """

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="corrections")
    kind = models.CharField(_("kind"), max_length=16, choices=CorrectionKind)
    text = models.TextField(_("text"), max_length=2000)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, verbose_name=_("supersedes"), null=True, blank=True, related_name="superseded_by"
    )
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))
    #: From when on readers see it; empty while its article is not out.
    public_at = models.DateTimeField(_("public since"), null=True, editable=False)

    #: The comment that pointed it out, by its key, where that was asked for (`credited`).
    credited: int | None = None
    #: What readers are shown of what changed with it (`Comparison`), by its key, where that was asked for.
    compared: int | None = None

    objects: ClassVar[models.Manager["Correction"]] = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            CheckConstraint(condition=Q(kind__in=CorrectionKind.values), name="correction_kind_is_known"),
            CheckConstraint(condition=~Q(text=""), name="a_correction_says_something"),
            CheckConstraint(condition=~Q(supersedes=F("id")), name="a_correction_does_not_supersede_itself"),
        ]
        indexes = [
            models.Index(fields=["-public_at", "-id"], condition=Q(public_at__isnull=False), name="correction_newest")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    def is_public(self, now: datetime) -> bool:
        """Say whether readers have seen it."""
        return self.public_at is not None and self.public_at <= now

    def changes_url(self) -> str:
        """Return where readers are shown what changed with it, if they are (A58)."""
        with translation.override(self.article.edition_id):
            kwargs = {"slug": self.article.slug, "pk": self.article.pk, "correction": self.pk}
            return reverse("articles:comparison", kwargs=kwargs)

    @property
    def anchor(self) -> str:
        """Name its place on its article's page."""
        return f"correction-{self.pk}"
