"""What the newsroom fills in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from types import MappingProxyType
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles import lifecycle
from articles.actions.corrections import Note
from articles.enums import CorrectionKind, State
from articles.models import Article, Correction, Edition, Photo, Section, Text


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


class EditionTime(forms.DateTimeField):
    """A minute of the edition's clock, not the server's; one that its clock skips or shows twice is refused."""

    widget = Minute
    zone: tzinfo = UTC

    def prepare_value(self, value: object) -> object:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: str | datetime | date | None) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A section as the edition names it; by its code where it does not."""

    names: Mapping[int, str] = MappingProxyType({})

    def label_from_instance(self, obj: Section) -> str:
        return self.names.get(obj.pk, obj.code)


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
    section = SectionField(label=_("Section"), queryset=Section.objects.all())
    photo = forms.ModelChoiceField(label=_("Photo"), queryset=Photo.objects.described().order_by("-pk"), required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    at = EditionTime(
        label=_("Appears at"),
        required=False,
        help_text=_("Holds when you publish. Left empty: at once."),
    )
    expires_at = EditionTime(
        label=_("Expires at"),
        required=False,
        help_text=_("Holds when you publish. Left empty: it stays."),
    )

    #: Saving keeps the times; else they hold by publishing alone.
    keeps_times = False

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = ZoneInfo(edition.time_zone if edition else "UTC")
        for field in self.fields.values():
            # A text that is too long is refused in words, not cut off while it is pasted.
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field, EditionTime):
                field.zone = zone
                field.help_text = f"{field.help_text} ({zone.key})"
        if edition:
            section = self.fields["section"]
            assert isinstance(section, SectionField)  # noqa: S101 # declared above
            section.names = dict(edition.section_names.values_list("section", "name"))
            for name in ("title", "slug", "summary", "body", "byline", "photo_alt", "photo_caption"):
                self.fields[name].widget.attrs |= {"lang": edition.language, "dir": edition.direction}

    @classmethod
    def of(cls, article: Article, now: datetime, data: dict[str, str] | None = None) -> "ArticleForm":
        """Return the form of an article: with its newest text, or with what somebody sends."""
        state, revision = article.state(now), article.newest_revision()
        text = Text.of(revision)
        is_as_titled = article.live_revision_id is None and text.slug == Text.slug_from(text.title)
        moments = {"at": article.published_at, "expires_at": article.expires_at}
        initial = {
            **vars(text),
            # The address of what nobody has read yet follows the title.
            "slug": "" if is_as_titled else text.slug,
            "section": article.story.section_id,
            "photo": article.story.photo_id,
            "base": revision.number,
            **{name: moment and moment.replace(second=0, microsecond=0) for name, moment in moments.items()},
        }
        if state in (State.UNPUBLISHED, State.EXPIRED):
            initial |= {"at": None, "expires_at": None}
        form = cls(data, initial=initial, edition=article.edition)
        form.fields["slug"].widget.attrs["placeholder"] = text.slug
        if state == State.PUBLISHED:
            del form.fields["at"]  # what is out keeps its time
        form.keeps_times = state in lifecycle.PLANNABLE
        return form

    def clean_slug(self) -> str:
        """Make the address from the title where none is given."""
        title = self.cleaned_data.get("title", "")
        slug = Text.slug_from(self.cleaned_data["slug"] or title)
        if not slug and (self.cleaned_data["slug"] or title):
            raise ValidationError(_("Write at least one letter or digit."))
        return slug

    @property
    def changes_times(self) -> bool:
        """Say whether other times were typed than those that the article has."""
        return not {"at", "expires_at"}.isdisjoint(self.changed_data)

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


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """What a correction says, of which article, and in the place of which earlier one."""

    text = forms.CharField(
        label=capfirst(_("text")),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was wrong and what is right, for readers. Once they have seen it, it stays as it is."),
        validators=[validate_usable],
    )
    supersedes = forms.ModelChoiceField(
        label=capfirst(_("supersedes")),
        queryset=Correction.objects.none(),
        required=False,
        help_text=_("An earlier one of this article that was wrong itself. Both can be read."),
    )
    comment: "forms.ModelChoiceField[Model]" = forms.ModelChoiceField(
        label=capfirst(_("comment that reported it")),
        queryset=None,
        widget=forms.NumberInput,
        required=False,
        help_text=_("Its number: the last one in its address. Readers are led there."),
        error_messages={"invalid_choice": _("There is no such comment below this article.")},
    )

    class Meta:
        model = Correction
        fields = ("article", "kind", "text", "supersedes", "comment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article, now = self._article(), timezone.now()
        supersedes, comment = self.fields["supersedes"], self.fields["comment"]
        assert isinstance(supersedes, forms.ModelChoiceField)  # noqa: S101 # declared above
        assert isinstance(comment, forms.ModelChoiceField)  # noqa: S101 # as above
        kept = Q(pk=self.instance.supersedes_id)
        found = Correction.objects.to_supersede(article, now).values("pk") if article else []
        supersedes.queryset = Correction.objects.filter(Q(pk__in=found) | kept)
        comment.queryset = Correction.comments().filter(article=article)

    def _article(self) -> Article | None:
        """Return the article that is corrected, as far as it is known."""
        if self.instance.pk:
            return self.instance.article  # type: ignore[no-any-return] # a correction's
        chosen = self.data.get("article") or self.get_initial_for_field(self.fields["article"], "article")
        is_key = str(chosen).isascii() and str(chosen).isdecimal() and len(str(chosen)) < 19
        return Article.objects.filter(pk=int(str(chosen))).first() if is_key else None

    @property
    def note(self) -> Note:
        given = self.cleaned_data
        comment = given["comment"]
        return Note(CorrectionKind(given["kind"]), given["text"], given["supersedes"], comment and comment.pk)
