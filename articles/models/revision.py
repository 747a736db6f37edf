"""The revisions of an article's text."""

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly, AppendOnlyQuerySet
from articles.models.text import UNDESCRIBED, Text

if TYPE_CHECKING:
    from articles.models.photo import Photo


class RevisionQuerySet(AppendOnlyQuerySet):
    def newest(self, or_else: Q | None = None) -> "RevisionQuerySet":
        """Of each article the newest text, and those of which something else holds."""
        later = Revision.objects.filter(article=OuterRef("article"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later) | or_else if or_else else ~Exists(later))

    def unpublished(self) -> "RevisionQuerySet":
        """Those that readers have not seen: of each article what came after the live one."""
        return self.filter(Q(article__live_revision=None) | Q(number__gt=F("article__live_revision__number")))


class Revision(AppendOnly):
    """One saved state of an article's text. Never changed; restoring an old one makes a new one (A11)."""

    article = models.ForeignKey("articles.Article", models.PROTECT, verbose_name=_("article"), related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    slug = models.SlugField(_("slug"), max_length=120, allow_unicode=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=600)
    body = models.TextField(_("text"), blank=True)
    section = models.ForeignKey("articles.Section", models.PROTECT, verbose_name=_("section"), related_name="+")
    #: Its key stays when the photo is removed, which takes it out of every article.
    photo = models.ForeignKey(
        "articles.Photo", models.DO_NOTHING, verbose_name=_("photo"), null=True, related_name="+", db_constraint=False
    )
    photo_alt = models.CharField(_("what the photo shows"), max_length=300, blank=True)
    photo_is_decorative = models.BooleanField(_("the photo is decorative"), default=False)
    photo_caption = models.CharField(_("caption"), max_length=300, blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    tags = models.CharField(_("tags"), max_length=400, blank=True)
    related = models.CharField(_("read on"), max_length=100, blank=True)
    for_people_only = models.BooleanField(_("not for machines that read"), default=False)
    source = models.ForeignKey("self", models.PROTECT, verbose_name=_("translated from"), null=True, related_name="+")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    objects: ClassVar[models.Manager["Revision"]] = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")]
        indexes = [
            models.Index(
                fields=["article", "number", "summary"], condition=Q(summary=""), name="revision_without_summary"
            ),
            models.Index(
                fields=["article", "number", "photo", "photo_alt", "photo_is_decorative"],
                condition=UNDESCRIBED,
                name="revision_of_undescribed_photo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} r{self.number}"

    def differing(self, old: "Revision | None") -> list[str]:
        """Name the columns of its text that an older one had otherwise; all that are filled in, where there is none."""
        before = vars(Text.of(old)) if old else {}
        return [name for name, value in vars(Text.of(self)).items() if (before.get(name) or "") != (value or "")]

    def its_photo(self) -> "Photo | None":
        """Return the photo, if it was not removed since."""
        try:
            return self.photo
        except ObjectDoesNotExist:
            return None
