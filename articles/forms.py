"""What the newsroom fills in."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.models import Article, Edition, Photo, Revision, Section, Text


class RichText(forms.Textarea):
    """A text with formatting. Without scripts its markup is edited by hand."""

    class Media:
        css: ClassVar = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
                "django_prose_editor/overrides.css",
                "articles/editor.css",
            ]
        }
        js: ClassVar = [forms.Script("articles/editor.js", type="module")]

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 24, "data-rich-text": ""})


class Minute(forms.DateTimeInput):
    """A day and time, picked or typed, as the edition's clock shows it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class ArticleForm(forms.Form):
    """An article's text, the revision it was made from, and when it is to appear."""

    title = forms.CharField(label=_("Title"), max_length=200, validators=[validate_usable])
    slug = forms.CharField(
        label=_("Address"),
        max_length=120,
        required=False,
        help_text=_("The words in the article's address. Left empty, they are made from the title."),
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_usable],
    )
    body = forms.CharField(label=_("Text"), required=False, widget=RichText, validators=[validate_usable])
    byline = forms.CharField(label=_("Byline"), max_length=200, required=False, validators=[validate_usable])
    photo_alt = forms.CharField(
        label=_("What the photo shows"),
        max_length=300,
        required=False,
        help_text=_("Read to those who cannot see it."),
        validators=[validate_usable],
    )
    photo_caption = forms.CharField(label=_("Caption"), max_length=300, required=False, validators=[validate_usable])
    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.all())
    photo = forms.ModelChoiceField(label=_("Photo"), queryset=Photo.objects.described().order_by("-pk"), required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    at = forms.DateTimeField(
        label=_("Appears at"),
        required=False,
        widget=Minute,
        help_text=_("Holds when you publish. Left empty: at once."),
    )
    expires_at = forms.DateTimeField(
        label=_("Expires at"),
        required=False,
        widget=Minute,
        help_text=_("Holds when you publish. Left empty: it stays."),
    )

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        self.zone = ZoneInfo(edition.time_zone if edition else "UTC")
        super().__init__(*args, **kwargs)
        for name in ("at", "expires_at"):
            self.fields[name].help_text = f"{self.fields[name].help_text} ({self.zone.key})"
        if edition:
            for name in ("title", "summary", "body", "byline", "photo_alt", "photo_caption"):
                self.fields[name].widget.attrs |= {"lang": edition.language, "dir": edition.direction}

    @classmethod
    def showing(cls, article: Article, revision: Revision) -> "ArticleForm":
        """Return the form filled with a revision's text."""
        zone = ZoneInfo(article.edition.time_zone)
        moments = {"at": article.published_at, "expires_at": article.expires_at}
        initial = {
            **vars(Text.of(revision)),
            "section": article.story.section_id,
            "photo": article.story.photo_id,
            "base": revision.number,
            **{name: timezone.make_naive(moment, zone) if moment else None for name, moment in moments.items()},
        }
        return cls(initial=initial, edition=article.edition)

    def clean_slug(self) -> str:
        """Make the address from the title where none is given."""
        slug = slugify(self.cleaned_data["slug"] or self.cleaned_data.get("title", ""), allow_unicode=True)[:120]
        if not slug:
            raise ValidationError(_("Write at least one letter or digit."))
        return str(slug)

    def clean_at(self) -> datetime | None:
        return self._in_zone("at")

    def clean_expires_at(self) -> datetime | None:
        return self._in_zone("expires_at")

    def _in_zone(self, name: str) -> datetime | None:
        """Read a time as the edition's clock shows it, not the server's."""
        moment: datetime | None = self.cleaned_data[name]
        return moment and moment.replace(tzinfo=self.zone)

    @property
    def text(self) -> Text:
        return Text(**{name: self.cleaned_data[name] for name in Text.__dataclass_fields__})


class NewArticleForm(ArticleForm):
    """The first article of a story: its edition is chosen too."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.all())
    field_order = ["edition"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A draft has no time: it is set when the article is published.
        del self.fields["at"], self.fields["expires_at"]


class AddEditionForm(forms.Form):
    """In which other edition a story is to be told."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none())

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = article.story.articles.values("edition")
        field = self.fields["edition"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 # declared above
        field.queryset = Edition.objects.exclude(pk__in=told)
