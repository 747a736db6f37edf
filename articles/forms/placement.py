"""A plan for a front page, as the newsroom fills it in, and the moment of which a preview is asked for (A53)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.actions.placements import Plan
from articles.enums import Slot
from articles.fields import EditionTime, Unremembered
from articles.forms.choices import RelatedField, find_chosen
from articles.front import Page, place_in_words
from articles.models import Article, Edition, Placement
from articles.paper import paper


class ArticleField(RelatedField):
    """The address of one article."""

    most = 1

    def chosen(self, typed: str, edition: Edition) -> Article:  # type: ignore[override] # itself, not its key
        """Return the article; raise ValidationError where there is none of the edition."""
        key = super().chosen(typed, edition)
        if not key:
            raise ValidationError(_("Choose an article."))
        return Article.objects.get(pk=key)


class PlacementForm(forms.Form):
    """Which article stands in which slot of an edition's pages, and when."""

    place = forms.ChoiceField(label=_("Slot"))
    article = ArticleField(
        label=_("Article"),
        help_text=_("Its address or number. Until readers may see it, the newest article stands there."),
    )
    starts_at = EditionTime(label=_("From"), required=False, help_text=_("Left empty: at once."))
    ends_at = EditionTime(
        label=_("Until"), required=False, help_text=_("Left empty: until the next plan of this slot begins.")
    )
    moves = forms.BooleanField(
        label=_("Move it here"),
        required=False,
        help_text=_("It leaves the other slot when it begins here; a plan that would begin later is taken out."),
    )
    seen = forms.IntegerField(widget=Unremembered, min_value=0)

    def __init__(self, *args: Any, edition: Edition, among: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, face = edition, paper().edition(edition.language)
        self.fields["place"].choices = [  # type: ignore[attr-defined] # a ChoiceField's
            (f"{page}:{slot.value}", place_in_words(page, slot, face)) for page in among for slot in page.slots
        ]
        article = self.fields["article"]
        assert isinstance(article, ArticleField)  # noqa: S101 # declared above
        article.below(edition)
        by_the_clock_of(self, edition.time_zone)

    @classmethod
    def of(cls, placement: Placement, *args: Any, now: datetime, **kwargs: Any) -> "PlacementForm":
        """Return the form of what is planned; of what has begun, the end alone is changed."""
        initial = {
            "place": f"{Page.of(placement)}:{placement.slot}",
            "article": RelatedField.written([placement.article]),
            "starts_at": placement.starts_at,
            "ends_at": None if placement.gives_way else placement.ends_at,
        }
        form = cls(*args, edition=placement.edition, initial=initial | kwargs.pop("initial", {}), **kwargs)
        if placement.has_begun(now):
            for name in ("place", "article", "starts_at", "moves"):
                del form.fields[name]
        return form

    def clean(self) -> dict[str, Any]:
        """Find the article that was chosen."""
        find_chosen(self, self.edition)
        return self.cleaned_data

    def plan(self, placement: Placement | None = None) -> Plan:
        """Return what was typed; of what has begun, all but the end is as it was."""
        given = self.cleaned_data
        if placement and "place" not in self.fields:
            return Plan(Page.of(placement), Slot(placement.slot), placement.article, ends_at=given["ends_at"])
        page, _colon, slot = given["place"].partition(":")
        return Plan(read(page), Slot(int(slot)), given["article"], given["starts_at"], given["ends_at"])


class PreviewForm(forms.Form):
    """Which page is to be shown as it will stand at which minute."""

    page = forms.ChoiceField(label=_("Page"))
    at = EditionTime(label=_("At"), required=False, help_text=_("Left empty: now."))

    def __init__(self, *args: Any, among: Sequence[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].choices = [(str(page), called(page)) for page in among]  # type: ignore[attr-defined] # as above
        edition = paper().edition(str(self["page"].value() or "").partition("/")[0])
        by_the_clock_of(self, edition.time_zone if edition else "UTC")


def by_the_clock_of(form: forms.Form, zone: str) -> None:
    """Let the times of a form be typed by an edition's clock, which is named beside each."""
    for field in form.fields.values():
        if isinstance(field, EditionTime):
            field.zone = ZoneInfo(zone)
            field.help_text = f"{field.help_text} ({zone})"


def read(page: str) -> Page:
    """Read how a page is written (`str(page)`)."""
    edition, _slash, section = page.partition("/")
    return Page(edition, int(section) if section else None)


def called(page: Page) -> str:
    """Name a page and its edition."""
    edition = paper().edition(page.edition)
    section = edition.section(page.section) if edition and page.section else None
    return f"{edition.name if edition else page.edition}: {section.name if section else _('Front page')}"
