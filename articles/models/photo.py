"""Photos and the sizes they are served in."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import CheckConstraint, OuterRef, Q, Subquery, UniqueConstraint
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.enums import ImageFormat, Ratio
from articles.models.article import Article


class PhotoQuerySet(models.QuerySet["Photo"]):
    def described(self) -> "PhotoQuerySet":
        """Photos with what they show: an article's words, the default edition's before another's."""
        telling = Article.objects.filter(photo=OuterRef("pk")).exclude(photo_alt="")
        words = telling.order_by("-edition__is_default", "pk").values("photo_alt")[:1]
        return self.annotate(shows=Subquery(words))

    def over(self, now: datetime) -> "PhotoQuerySet":
        """Photos that the paper may show no more."""
        return self.filter(expires_at__lte=now)

    def ending(self, now: datetime) -> "PhotoQuerySet":
        """Photos that readers still see and soon will not."""
        return self.filter(expires_at__gt=now, expires_at__lte=now + Photo.SOON)

    def of_file(self, name: str) -> "PhotoQuerySet":
        """Photos of which a file is the stored one or a derived one: its name begins as the stored one's does."""
        stem = name.partition(".")[0].partition("-")[0]
        return self.filter(file__in=(f"photos/{name}", f"photos/{stem}.jpg"))


class Photo(models.Model):
    """A picture with its credit and licence. The stored file is re-encoded, without metadata (A18)."""

    SIZES: ClassVar[tuple[int, ...]] = (480, 960, 1600)
    #: So long before its rights end a photo is put on the newsroom's list.
    SOON: ClassVar[timedelta] = timedelta(days=14)

    file = models.ImageField(_("file"), upload_to="photos/", db_index=True)
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    credit = models.CharField(_("credit"), max_length=200)
    caption = models.TextField(_("what its maker says of it"), max_length=1000, blank=True)
    rights = models.CharField(_("rights"), max_length=300, blank=True)
    #: From this moment on no reader sees it (A48): read with the clock, like the end of an article.
    expires_at = models.DateTimeField(_("rights end"), null=True, blank=True, db_index=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    licence_url = models.URLField(_("licence address"), blank=True)
    source_url = models.URLField(_("source"), blank=True)
    focal_x = models.FloatField(_("focal point, from the left (0 to 1)"), default=0.5)
    focal_y = models.FloatField(_("focal point, from the top (0 to 1)"), default=0.5)
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("uploaded by"), null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects: ClassVar[models.Manager["Photo"]] = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="a_focal_point_lies_in_the_photo",
            ),
            CheckConstraint(condition=~Q(credit=""), name="a_photo_names_its_maker"),
        ]

    def __str__(self) -> str:
        shows = vars(self).get("shows")  # where it was `described`
        return f"{Truncator(shows).chars(80)} ({self.credit})" if shows else f"{self.credit} ({self.pk})"

    def is_over(self, now: datetime) -> bool:
        """Say whether its rights have ended: the paper goes on without it."""
        return self.expires_at is not None and self.expires_at <= now

    def ends_soon(self, now: datetime) -> bool:
        return self.expires_at is not None and now < self.expires_at <= now + self.SOON

    def cuts(self) -> "list[Rendition]":
        """Return it cut to each shape, the widest first; empty while none is made."""
        made = {rendition.ratio: rendition for rendition in self.renditions.all() if rendition.ratio}
        return [made[ratio] for ratio in reversed(Ratio) if ratio in made]

    def srcset(self, image_format: ImageFormat) -> str:
        """Return the renditions of a format for `srcset`; empty while none is made."""
        whole = (r for r in self.renditions.all() if r.format == image_format and not r.ratio)
        made = sorted(whole, key=lambda r: r.width)
        return ", ".join(f"{default_storage.url(r.file)} {r.width}w" for r in made)

    @property
    def focus(self) -> str:
        """Name the tenths in which the focal point lies, for the style of a crop."""
        return f"focus-x{round(self.focal_x * 10)} focus-y{round(self.focal_y * 10)}"

    @property
    def avif(self) -> str:
        return self.srcset(ImageFormat.AVIF)

    @property
    def webp(self) -> str:
        return self.srcset(ImageFormat.WEBP)

    @property
    def jpeg(self) -> str:
        return self.srcset(ImageFormat.JPEG)


class Rendition(models.Model):
    """A photo at one width in one format, whole or cut to a ratio around its focal point; made off the request."""

    photo = models.ForeignKey(Photo, models.CASCADE, verbose_name=_("photo"), related_name="renditions")
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    #: Empty: the whole photo.
    ratio = models.CharField(_("ratio"), max_length=4, choices=Ratio, blank=True)
    format = models.CharField(_("format"), max_length=4, choices=ImageFormat)
    file = models.CharField(_("file"), max_length=200)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["photo", "ratio", "width", "format"], name="one_rendition_per_shape_and_format")
        ]

    def __str__(self) -> str:
        return self.file
