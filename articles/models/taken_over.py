"""What was taken over from another system: from where each row came, and the addresses that lead to it still."""

from typing import ClassVar
from urllib.parse import unquote, urlsplit

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Provenance(models.Model):
    """That an article or a photo was taken over, by the key it had where it came from (A50).

    What has such a row is not taken over again; a photo that the newsroom removes takes its row along.
    """

    #: The kind of system and which one: `wordpress:old.example.org`.
    source = models.CharField(_("source"), max_length=150)
    key = models.CharField(_("key in the source"), max_length=200)
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), null=True, related_name="+")
    photo = models.ForeignKey("articles.Photo", models.CASCADE, verbose_name=_("photo"), null=True, related_name="+")

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenances")
        constraints = [
            UniqueConstraint(fields=["source", "key"], name="nothing_is_taken_over_twice"),
            CheckConstraint(
                condition=Q(article__isnull=False, photo__isnull=True) | Q(article__isnull=True, photo__isnull=False),
                name="a_provenance_is_that_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def leading_from(self, address: str) -> Article | None:
        """Find the article that had an address elsewhere, whole or as a path.

        Where two had it, that of its host; what a link adds behind a question mark is no part of most addresses.
        """
        host, path = OldAddress.parted(address)
        paths = tuple(dict.fromkeys((path, path.partition("?")[0].rstrip("/"))))
        found = self.filter(path__in=paths).select_related("article").order_by("pk") if path else []
        best = min(found, key=lambda old: (paths.index(old.path), old.host != host), default=None)
        return best.article if best else None


class OldAddress(models.Model):
    """An address that an article had before it was taken over (A50): a request for it is led to the article."""

    #: A database's index takes no longer words.
    LONGEST: ClassVar[int] = 600
    LONGEST_HOST: ClassVar[int] = 255

    #: Empty where the source does not tell.
    host = models.CharField(_("host"), max_length=LONGEST_HOST, blank=True)
    #: Decoded, without a slash at its end; with its query, where it has one.
    path = models.CharField(_("path"), max_length=LONGEST)
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="old_addresses")

    objects: ClassVar[models.Manager["OldAddress"]] = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            UniqueConstraint(fields=["path", "host"], name="one_article_per_old_address"),
            CheckConstraint(condition=~Q(path=""), name="an_old_address_has_a_path"),
        ]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"

    @staticmethod
    def parted(address: str) -> tuple[str, str]:
        """Return host and path of an address as they are kept; an empty path for the front page, and what is none."""
        try:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return "", ""
        path = unquote(parts.path).rstrip("/")
        query = f"?{parts.query}" if parts.query else ""
        return host, f"{path}/{query}" if query else path
