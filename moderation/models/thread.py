"""An article's discussion."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.prepared import Moment
from articles.models import Article
from moderation.enums import Discussion


class Thread(models.Model):
    """An article's discussion: whether it is open, and its counts, kept in columns because counting is slow (QP7)."""

    article = models.OneToOneField("articles.Article", models.PROTECT, primary_key=True, related_name="thread")
    discussion = models.CharField(_("discussion"), max_length=12, choices=Discussion, default=Discussion.OPEN)
    message = models.CharField(_("message to readers"), max_length=300, blank=True)
    set_at = models.DateTimeField(_("set"), null=True, editable=False)
    set_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("set by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    #: The number of the newest comment, held ones included.
    last_number = models.PositiveIntegerField(_("last number"), default=0, editable=False)
    #: Comments that readers can read.
    published_count = models.PositiveIntegerField(_("published comments"), default=0, editable=False)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return str(self.article_id)


def discussed(now: Moment) -> models.QuerySet[Article]:
    """Return the articles whose discussion readers can see: they are live, and it is not closed and hidden."""
    return Article.objects.live(now).exclude(thread__discussion=Discussion.CLOSED)
