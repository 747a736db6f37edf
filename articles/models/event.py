"""The newsroom's log: who did what to an article or to the paper, and what was published without."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import CheckConstraint, ForeignObjectRel, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import AppendOnly
from articles.enums import Act, Deed, Point, State, Thing
from articles.models.article import Article
from articles.models.brief import Brief
from articles.models.edition import Edition, Section
from articles.models.live import LiveEntry
from articles.models.photo import Photo
from articles.models.placement import Placement
from articles.models.revision import Revision


class ArticleEvent(AppendOnly):
    """Who did what to an article: the newsroom's audit log (A19). Written once."""

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="events")
    revision = models.ForeignKey(Revision, models.PROTECT, verbose_name=_("revision"), null=True, related_name="+")
    act = models.CharField(_("act"), max_length=16, choices=Act)
    from_state = models.CharField(_("from"), max_length=16, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=16, choices=State)
    #: Names of the fields that the act changed, apart by spaces; what they held, the revisions say.
    fields = models.CharField(_("fields"), max_length=300, blank=True)
    #: What no revision holds: the times that were set, in UTC, the number of an entry of the live blog, or that
    #: of a correction and those of the texts of which readers are shown how the one became the other.
    note = models.CharField(_("note"), max_length=100, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("article event")
        verbose_name_plural = _("article log")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.act}"

    @admin.display(description=_("fields"))
    def changed(self) -> str:
        """Name the fields that the act changed, in words."""
        return _called(self.fields, Revision, Article, LiveEntry)


class PaperEvent(AppendOnly):
    """Who did what to a photo, a part of the paper, a dead link, a note or a planned story, or copied a log (A19).

    Written once. Of the fields it names which, not what they held: some name people, who may ask to be forgotten.
    """

    thing = models.CharField(_("thing"), max_length=16, choices=Thing)
    #: The thing's key, which it keeps when it is removed; of a log, its name; of a front page, edition and section; of
    #: a link or a note, that of its article.
    key = models.CharField(_("number"), max_length=40)
    act = models.CharField(_("act"), max_length=16, choices=Deed)
    fields = models.CharField(_("fields"), max_length=300, blank=True)
    #: A section's or an edition's name, by what a photo was replaced, which article stands where and when, how many
    #: rows a copy holds under which filter, a link's address, and why it is left as it is, the number of a note, or
    #: that of the article that a planned story has become.
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("paper event")
        verbose_name_plural = _("log of photos, sections, front pages and copies")
        ordering = ["-id"]
        constraints = [
            CheckConstraint(condition=Q(act__in=Deed.values), name="paper_act_is_known"),
            CheckConstraint(condition=Q(thing__in=Thing.values), name="paper_thing_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.thing} {self.key} {self.act}"

    @admin.display(description=_("fields"))
    def changed(self) -> str:
        """Name the fields that the deed changed, in words."""
        return _called(self.fields, Photo, Section, Edition, Placement, Brief)


class ChecklistOverride(AppendOnly):
    """That an article was published although the checklist lacked some points, and why (A15). Written once.

    Who did it and when is told by the event.
    """

    event = models.OneToOneField(ArticleEvent, models.PROTECT, related_name="override", verbose_name=_("article event"))
    #: Values of `Point`, apart by spaces.
    points = models.CharField(_("points"), max_length=200)
    reason = models.TextField(_("reason"), max_length=1000)

    class Meta:
        verbose_name = _("checklist override")
        verbose_name_plural = _("checklist overrides")
        constraints = [
            CheckConstraint(condition=~Q(points=""), name="an_override_names_what_was_missing"),
            CheckConstraint(condition=~Q(reason=""), name="an_override_states_its_reason"),
        ]

    def __str__(self) -> str:
        """Name what was missing, and say why the article was published."""
        return f"{', '.join(str(Point(point).label) for point in self.points.split())}: {self.reason}"


class EmbargoLift(AppendOnly):
    """Why an embargo was lifted or brought forward (A43). Written once. Who did it and when is told by the event."""

    event = models.OneToOneField(ArticleEvent, models.PROTECT, related_name="lift", verbose_name=_("article event"))
    reason = models.TextField(_("reason"), max_length=1000)

    class Meta:
        verbose_name = _("lifted embargo")
        verbose_name_plural = _("lifted embargoes")
        constraints = [CheckConstraint(condition=~Q(reason=""), name="a_lifted_embargo_states_its_reason")]

    def __str__(self) -> str:
        return self.reason


def _called(fields: str, *models: type[models.Model]) -> str:
    """Say in words which fields of these models an event names; one that is no more by its name."""
    return ", ".join(next(_labels(name, models), name) for name in fields.split())


def _labels(name: str, models: Iterable[type[models.Model]]) -> Iterator[str]:
    """Give what each model that has such a field calls it."""
    for model in models:
        with suppress(FieldDoesNotExist):
            field = model._meta.get_field(name)
            if isinstance(field, ForeignObjectRel):
                yield str(field.related_model._meta.verbose_name_plural)
            else:
                yield str(capfirst(field.verbose_name))
