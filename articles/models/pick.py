"""Articles that another one leads on to."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Pick(models.Model):
    """That the newsroom leads readers of an article to another one of its edition (A47), by the published revision."""

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="picks", db_index=False
    )
    picked = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article to read on"), related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("article to read on")
        verbose_name_plural = _("articles to read on")
        ordering = ["position", "pk"]
        constraints = [
            UniqueConstraint(fields=["article", "picked"], name="one_pick_per_article_and_other"),
            CheckConstraint(condition=~Q(picked=F("article")), name="an_article_does_not_lead_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.picked_id}"
