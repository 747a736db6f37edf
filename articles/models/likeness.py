"""Articles that tell of the same as another one, by their words."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

#: So many are kept of each article: some may be over when it is read.
MOST_ALIKE = 8


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def best_first(self) -> "LikenessQuerySet":
        """Of as many words in common, the newer article first."""
        return self.order_by("article", "-words", "-other")

    def beyond(self, articles: Iterable[int]) -> list[int]:
        """Return the keys of rows of these articles that are more than are kept."""
        kept: dict[int, int] = {}
        found = []
        for key, article in self.filter(article__in=articles).best_first().values_list("pk", "article"):
            kept[article] = kept.get(article, 0) + 1
            if kept[article] > MOST_ALIKE:
                found.append(key)
        return found


class Likeness(models.Model):
    """That readers of an article may read another one of its edition, for both hold the same rare words (A47).

    It is found when one of them is published, and noted for both; none is ever told to readers while it is not out.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("article"), related_name="likenesses", db_index=False
    )
    other = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article to read on"), related_name="+")
    words = models.PositiveSmallIntegerField(_("words in common"))

    objects: ClassVar[models.Manager["Likeness"]] = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("article of the same words")
        verbose_name_plural = _("articles of the same words")
        constraints = [
            UniqueConstraint(fields=["article", "other"], name="one_likeness_per_article_and_other"),
            CheckConstraint(condition=~Q(other=F("article")), name="an_article_is_not_like_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.other_id}"
