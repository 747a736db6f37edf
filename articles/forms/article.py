"""An article, as the newsroom fills it in."""

from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles import lifecycle
from articles.enums import State
from articles.fields import EditionTime, RichText, SectionField, Unremembered, let_paste, narrow
from articles.forms.choices import ChoiceField, RelatedField, TagsField, find_chosen
from articles.forms.override import OverrideForm
from articles.forms.translating import SourceField
from articles.models import Article, Edition, Photo, Section, Tag, Text
from articles.models.text import names_of
from articles.printed import maker_in_words, rights_in_words
from articles.schedule import Embargo, Times, by_the_minute, earliest

#: What no revision holds.
TIMES = ("at", "expires_at")
#: Times that are sent along as they were shown.
SHOWN = (*TIMES, "embargo_until")


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
    body = forms.CharField(
        label=_("Text"),
        required=False,
        widget=RichText,
        validators=[validate_usable],
        help_text=_(
            "A link alone in its paragraph to a video, sound, chart or map of a known service becomes a card "
            "that readers may load; its words are the title."
        ),
    )
    byline = forms.CharField(
        label=_("Byline"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who wrote it, one name a line. Each name leads readers to what else they wrote."),
        validators=[validate_usable],
    )
    tags = TagsField(label=_("Tags"), help_text=_("What it is about, in the edition’s words: one a line."))
    related = RelatedField(
        label=_("Read on"),
        help_text=_(
            "Addresses of the edition’s articles to lead readers to, one a line. Others that share a tag or rare "
            "words follow."
        ),
    )
    photo_alt = forms.CharField(
        label=_("What the photo shows"),
        max_length=300,
        required=False,
        help_text=_("Read to those who cannot see it."),
        validators=[validate_usable],
    )
    photo_is_decorative = forms.BooleanField(
        label=_("The photo is decorative"),
        required=False,
        help_text=_("It shows nothing that the text does not say: nothing is read out in its place."),
    )
    photo_caption = forms.CharField(label=_("Caption"), max_length=300, required=False, validators=[validate_usable])
    source = SourceField(
        label=_("Translated from"),
        help_text=_(
            "Choose its newest text once yours says the same; until then the list of translations names yours."
        ),
    )
    section = SectionField(label=_("Section"), queryset=Section.objects.all())
    photo = forms.ModelChoiceField(label=_("Photo"), queryset=Photo.objects.described().order_by("-pk"), required=False)
    for_people_only = forms.BooleanField(
        label=_("Not for machines that read"),
        required=False,
        help_text=_(
            "No Markdown of it is offered, llms.txt does not name it, and its page reserves text and data mining "
            "(Directive (EU) 2019/790, Art. 4(3)). Search engines find it as before."
        ),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    #: Which opening of the form this is, and which unsaved text it goes on from (`follows`).
    opening = forms.UUIDField(widget=Unremembered, required=False)
    follows = forms.CharField(widget=Unremembered, required=False, max_length=60)
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
    embargo_until = EditionTime(
        label=_("Under embargo until"),
        required=False,
        help_text=_("Nobody may quote it before: it cannot appear earlier, and each preview says so."),
    )
    embargo_reason = forms.CharField(
        label=_("Why the embargo is lifted or shortened"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept in the article’s log, with your name."),
        validators=[validate_usable],
    )

    #: Saving keeps the times; else they hold by publishing alone.
    keeps_times = False
    #: What is to be published without, sent along with an act.
    excuse: OverrideForm

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told_in = edition
        zone = ZoneInfo(edition.time_zone if edition else "UTC")
        for field in self.fields.values():
            let_paste(field)
            if isinstance(field, EditionTime):
                field.zone = zone
                field.help_text = f"{field.help_text} ({zone.key})"
            if isinstance(field, ChoiceField) and edition:
                field.below(edition)
        if edition:
            section = self.fields["section"]
            assert isinstance(section, SectionField)  # noqa: S101 # declared above
            section.names = dict(edition.section_names.values_list("section", "name"))
            for name in ("title", "slug", "summary", "body", "byline", "tags", "photo_alt", "photo_caption"):
                self.fields[name].widget.attrs |= {"lang": edition.language, "dir": edition.direction}

    @classmethod
    def of(cls, article: Article, now: datetime, data: dict[str, str] | None = None) -> "ArticleForm":
        """Return the form of an article: with its newest text, or with what somebody sends."""
        state, revision = article.state(now), article.newest_revision()
        text = Text.of(revision)
        times = Times.of(article, now)
        is_as_titled = article.live_revision_id is None and text.slug == Text.slug_from(text.title)
        initial = {
            **vars(text),
            "tags": TagsField.written(Tag.objects.by_keys(text.tags, article.edition_id)),
            "related": RelatedField.written(Article.objects.by_keys(text.related, article.edition_id)),
            # The address of what nobody has read yet follows the title.
            "slug": "" if is_as_titled else text.slug,
            "section": text.section_id,
            "photo": text.photo_id,
            "source": text.source_id,
            "base": revision.number,
            "opening": uuid4(),
            **vars(times),
            "embargo_until": by_the_minute(article.embargo_at(now)),
        }
        form = cls(data, initial=initial, edition=article.edition)
        followed = form.fields["source"]
        assert isinstance(followed, SourceField)  # noqa: S101 # declared above
        followed.below(article)
        if photo := revision.its_photo():
            form.fields["photo"].help_text = rights_in_words(photo, now)
            form.fields["photo_caption"].help_text = maker_in_words(photo)
        # Sent along as they were shown, so that nobody overwrites what they have not seen.
        for name in SHOWN:
            form.fields[name].show_hidden_initial = True
        form.fields["slug"].widget.attrs["placeholder"] = text.slug
        if state == State.PUBLISHED:
            del form.fields["at"]  # what is out keeps its time
        if state not in lifecycle.WITHHELD:
            del form.fields["embargo_until"]
        if form.initial["embargo_until"] is None or state not in lifecycle.WITHHELD:
            del form.fields["embargo_reason"]
        form.keeps_times = state in lifecycle.PLANNABLE
        return form

    def offer(self, sections: Q, editions: Q) -> None:
        """Offer the sections and editions that somebody may choose, and the one where the article stands."""
        narrow(self.fields["section"], sections and sections | Q(pk=self.initial.get("section")))
        if "edition" in self.fields:
            narrow(self.fields["edition"], editions)

    def clean_slug(self) -> str:
        """Make the address from the title where none is given."""
        title = self.cleaned_data.get("title", "")
        slug = Text.slug_from(self.cleaned_data["slug"] or title)
        if not slug and (self.cleaned_data["slug"] or title):
            raise ValidationError(_("Write at least one letter or digit."))
        return slug

    def clean_byline(self) -> str:
        """Take a name a line."""
        return "\n".join(names_of(self.cleaned_data["byline"]))

    def clean(self) -> dict[str, Any]:
        """Find what was chosen; the edition of an article that is not begun yet is chosen in the same form."""
        if edition := self.told_in or self.cleaned_data.get("edition"):
            find_chosen(self, edition)
            at, until = self.cleaned_data.get("at"), self.cleaned_data.get("embargo_until")
            if at and until and at < until:
                self.add_error("at", earliest(edition, until))
        return self.cleaned_data

    @property
    def times_were(self) -> Times:
        """Return the times that the form showed when it was opened, or those of now where the sender does not say."""
        return Times(*map(self._was, TIMES))

    @property
    def embargo(self) -> Embargo | None:
        """Return the embargo that was typed, beside that which the form showed; None where it asks for none."""
        if "embargo_until" not in self.fields:
            return None
        typed = self.cleaned_data
        return Embargo(typed.get("embargo_until"), self._was("embargo_until"), typed.get("embargo_reason", ""))

    def _was(self, name: str) -> datetime | None:
        if name not in self.fields:
            return self.initial.get(name)
        shown = self.data.get(self[name].html_initial_name, self.initial.get(name))
        try:
            return self.fields[name].to_python(shown)
        except ValidationError:  # what was sent is no time
            return None

    def starts_from(self, article: Article, now: datetime) -> None:
        """Let the next save of what was typed start from what is stored now, which its writer is shown."""
        stored = ArticleForm.of(article, now)
        anew = {self[name].html_initial_name: stored[name].value() for name in SHOWN if name in stored.fields}
        anew = {name: "" if value is None else str(value) for name, value in anew.items()}
        self.data = {**self.data, **anew, "base": article.newest_revision().number}

    @property
    def changes_times(self) -> bool:
        """Say whether other times were typed than those that the article has."""
        return not set(TIMES).isdisjoint(self.changed_data)

    @property
    def text(self) -> Text:
        """The text without its tags: what is no tag yet is made first (`tag_names`)."""
        given = self.cleaned_data
        chosen = {f"{name}_id": given[name].pk if given.get(name) else None for name in ("section", "photo", "source")}
        typed = Text.__dataclass_fields__.keys() - {"tags", *chosen}
        return Text(**{name: given[name] for name in typed} | chosen)

    @property
    def tag_names(self) -> list[str]:
        return self.cleaned_data["tags"]  # type: ignore[no-any-return] # as the field finds them


class NewArticleForm(ArticleForm):
    """The first article of a story: its edition is chosen too."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.all())
    field_order = ["edition"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A draft has no time: it is set when the article is published.
        for name in (*SHOWN, "embargo_reason", "source"):
            del self.fields[name]


class UnsavedForm(forms.Form):
    """What the script of the form sends while somebody writes."""

    writer = forms.CharField()
    article = forms.ModelChoiceField(queryset=Article.objects.defer("body"), required=False)
    opening = forms.UUIDField()
    follows = forms.CharField(required=False, max_length=60)
    serial = forms.IntegerField(min_value=0, max_value=2**53)
    typed = forms.JSONField()

    def clean_typed(self) -> dict[str, str]:
        """Keep what are fields of the article's form, as texts."""
        sent = self.cleaned_data["typed"]
        if not isinstance(sent, dict):
            raise ValidationError("no fields")
        names = NewArticleForm.base_fields.keys() - {"opening", "follows"}
        known = names | {f"initial-{name}" for name in names}
        return {name: text for name, text in sent.items() if name in known and isinstance(text, str)}
