"""Tags: words for what articles are about, each edition's own."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from articles.enums import TagAct
from articles.models.addresses import numbered
from articles.models.article import Article


class TagQuerySet(models.QuerySet["Tag"]):
    def standing(self) -> "TagQuerySet":
        """Tags that were not merged into another one."""
        return self.filter(merged_into__isnull=True)

    def by_name(self, language: str, folded: list[str]) -> "dict[str, Tag]":
        """Find an edition's tags by their folded names; that of a merged one leads to the other."""
        found = self.filter(edition=language, folded__in=folded).select_related("merged_into")
        merged_first = sorted(found, key=lambda tag: tag.merged_into_id is None)
        return {tag.folded: tag.merged_into or tag for tag in merged_first}

    def by_keys(self, keys: str, language: str) -> "list[Tag]":
        """Find an edition's tags by the keys of a text, in their order; that of a merged one leads to the other."""
        numbers = [int(key) for key in keys.split()]
        found = self.filter(edition=language, pk__in=numbers).select_related("merged_into")
        standing = {tag.pk: tag.merged_into or tag for tag in found}
        return list({standing[key].pk: standing[key] for key in numbers if key in standing}.values())

    def led_to(self, pk: int, now: datetime) -> "Tag | None":
        """Find the tag of this key, or the one that it was merged into; None if readers find nothing under it."""
        live = Article.objects.live(now).filter(taggings__tag=Coalesce(OuterRef("merged_into"), OuterRef("pk")))
        found = self.filter(Exists(live), pk=pk).select_related("merged_into").first()
        return found and (found.merged_into or found)


class Tag(models.Model):
    """What some of an edition's articles are about, in its language (A25).

    No tag is deleted: one that was merged keeps its row, and leads to the other for good.
    """

    edition = models.ForeignKey("articles.Edition", models.PROTECT, verbose_name=_("edition"), related_name="+")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("address"), max_length=80, allow_unicode=True)
    #: The name as the search folds it: tags that differ in case, accents or signs alone are one.
    folded = models.CharField(max_length=200, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("merged into"), null=True, editable=False, related_name="merged"
    )

    objects: ClassVar[models.Manager["Tag"]] = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["edition", "folded"], condition=Q(merged_into__isnull=True), name="one_tag_per_name_and_edition"
            ),
            CheckConstraint(condition=~Q(name="") & ~Q(folded=""), name="a_tag_has_a_name"),
            CheckConstraint(condition=~Q(slug=""), name="a_tag_has_a_slug"),
            CheckConstraint(condition=~Q(merged_into=F("id")), name="a_tag_is_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return numbered("articles:tag", self.edition_id, self.slug, self.pk)

    @staticmethod
    def keys(tags: "Iterable[Tag]") -> str:
        """Write tags as a text holds them."""
        return " ".join(str(tag.pk) for tag in tags)


class Tagging(models.Model):
    """That a published article stands under a tag. What a draft is to stand under, its revision says (A8)."""

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="taggings")
    tag = models.ForeignKey(Tag, models.PROTECT, verbose_name=_("tag"), related_name="taggings", db_index=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    #: As its article has it: the newest of thousands are found without looking at one of them.
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("tagging")
        verbose_name_plural = _("taggings")
        ordering = ["position", "pk"]
        constraints = [UniqueConstraint(fields=["tag", "article"], name="one_tagging_per_tag_and_article")]
        indexes = [models.Index(fields=["tag", "-published_at", "-article"], name="tagging_newest")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.tag_id}"


class TagEvent(AppendOnly):
    """Who made, renamed or merged a tag: the newsroom's audit log (A19). Written once."""

    tag = models.ForeignKey(Tag, models.PROTECT, verbose_name=_("tag"), related_name="events")
    act = models.CharField(_("act"), max_length=16, choices=TagAct)
    #: Name and address.
    before = models.CharField(_("from"), max_length=160, blank=True)
    after = models.CharField(_("to"), max_length=160)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("tag event")
        verbose_name_plural = _("tag log")
        ordering = ["-id"]
        constraints = [CheckConstraint(condition=Q(act__in=TagAct.values), name="tag_act_is_known")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.act}"
