"""Editions and their sections."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.enums import Direction


class Edition(models.Model):
    """The paper in one language."""

    language = models.CharField(_("language"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.LEFT_TO_RIGHT)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_default = models.BooleanField(_("default edition (x-default)"), default=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["position", "language"]
        constraints = [
            UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_edition"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.language}/"


class Section(models.Model):
    """A part of the paper."""

    code = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    needs_four_eyes = models.BooleanField(_("another person must approve each article"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class SectionName(models.Model):
    """A section's name in one edition."""

    section = models.ForeignKey(Section, models.CASCADE, verbose_name=_("section"), related_name="names")
    edition = models.ForeignKey(Edition, models.CASCADE, verbose_name=_("edition"), related_name="section_names")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), allow_unicode=True)

    class Meta:
        verbose_name = _("section name")
        verbose_name_plural = _("section names")
        ordering = ["section__position"]
        constraints = [
            UniqueConstraint(fields=["section", "edition"], name="one_section_name_per_edition"),
            UniqueConstraint(fields=["edition", "slug"], name="one_section_per_slug_and_edition"),
            CheckConstraint(condition=~Q(slug=""), name="a_section_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        with translation.override(self.edition_id):
            return reverse("articles:section", kwargs={"slug": self.slug})
