"""A planned story, as the newsroom fills it in, and what the board is asked for (A40)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.safety.text import validate_usable
from articles.actions.briefs import Wanted
from articles.board import Asked
from articles.enums import Due
from articles.fields import EditionTime, SectionField, Unremembered, let_paste, narrow
from articles.forms.placement import by_the_clock_of
from articles.models import Brief, Edition, Section, Text
from articles.paper import paper
from articles.reach import Reach

#: What of a story that is begun is its article's.
OF_ARTICLE = ("edition", "section", "title")


class BriefForm(forms.Form):
    """What a story is to be."""

    title = forms.CharField(label=_("Working title"), max_length=200, validators=[validate_usable])
    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.all(), empty_label=None)
    section = SectionField(label=_("Section"), queryset=Section.objects.all())
    about = forms.CharField(
        label=_("What it is about"),
        help_text=_("One line for colleagues. It does not get into the article."),
        max_length=Brief.LONGEST,
        required=False,
        validators=[validate_usable],
    )
    assignee = forms.ModelChoiceField(
        label=_("Assigned to"),
        help_text=_("A letter tells them, unless it is you. Left empty: whoever takes it on."),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    due_at = EditionTime(
        label=_("Due by"), help_text=_("When it is to be ready, by the edition’s clock."), required=False
    )
    seen = forms.IntegerField(widget=Unremembered, min_value=0, required=False)

    def __init__(self, *args: Any, writers: Iterable[User], brief: Brief | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            let_paste(field)
        chosen = brief.edition_id if brief and brief.article_id else self["edition"].value()
        face = paper().edition(str(chosen or "")) or paper().default
        section, assignee = self.fields["section"], self.fields["assignee"]
        assert isinstance(section, SectionField)  # noqa: S101 # declared above
        assert isinstance(assignee, forms.ModelChoiceField)  # noqa: S101 # as above
        section.names = {one.pk: one.name for one in face.sections} if face else {}
        known = {brief.assignee_id} if brief else set()
        assignee.queryset = User.objects.filter(pk__in={*known, *(one.pk for one in writers)}).order_by("name", "pk")
        by_the_clock_of(self, face.time_zone if face else "UTC")
        self.fields["title"].widget.attrs["dir"] = self.fields["about"].widget.attrs["dir"] = "auto"
        if brief and brief.article_id:
            for name in OF_ARTICLE:
                del self.fields[name]

    @classmethod
    def of(cls, brief: Brief, *args: Any, **kwargs: Any) -> "BriefForm":
        """Return the form of a planned story; of what is begun, title, section and edition are the article's."""
        keys = {name: getattr(brief, f"{name}_id") for name in ("edition", "section", "assignee")}
        initial = {name: getattr(brief, name) for name in ("title", "about", "due_at")} | keys | {"seen": brief.version}
        return cls(*args, brief=brief, initial=initial, **kwargs)

    def offer(self, sections: Q, editions: Q) -> None:
        """Offer the sections and editions that somebody may choose."""
        if "section" in self.fields:
            narrow(self.fields["section"], sections and sections | Q(pk=self.initial.get("section")))
            narrow(self.fields["edition"], editions and editions | Q(pk=self.initial.get("edition")))

    def clean_title(self) -> str:
        """Ask for a title that an article's address can be made from."""
        title: str = self.cleaned_data["title"]
        if not Text.slug_from(title):
            raise ValidationError(_("Write at least one letter or digit."))
        return title

    def wanted(self, brief: Brief | None = None) -> Wanted:
        """Return what was typed; of what is begun, what is the article's is as it was planned."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        planned = {name: getattr(brief, name) for name in OF_ARTICLE} if brief else {}
        return Wanted(**(planned | given))


class DropForm(forms.Form):
    """Why a story is not told."""

    why = forms.CharField(label=_("Why the story is dropped"), max_length=Brief.LONGEST, validators=[validate_usable])


class AskedForm(forms.Form):
    """Which stories board and calendar are to show."""

    edition = forms.ChoiceField(label=_("Edition"), required=False)
    section = forms.TypedChoiceField(label=_("Section"), required=False, coerce=int, empty_value=None)
    writer = forms.ChoiceField(label=_("Writer"), required=False)
    due = forms.ChoiceField(label=_("Due by"), required=False, choices=[("", _("at any time")), *Due.choices])

    def __init__(self, *args: Any, user: User, held: Reach, writers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        sections = {
            face: {one.pk: one.name for one in face.sections if held.covers(one.pk, face.language)}
            for face in paper().editions
        }
        asked = paper().edition(str(self["edition"].value() or "")) or paper().default
        told = sections[asked] if asked else {}
        names = {key: name for named in (told, *sections.values()) for key, name in named.items()} | told
        others = [(str(one.pk), str(one)) for one in writers if one.pk != user.pk]
        offered: dict[str, list[Any]] = {
            "edition": [("", _("all")), *((face.language, face.name) for face, named in sections.items() if named)],
            "section": [("", _("all")), *names.items()],
            "writer": [("", _("all")), ("mine", _("mine")), ("nobody", _("nobody yet")), *others],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 # declared above
            field.choices = choices

    @property
    def asked(self) -> Asked:
        """Return what is asked for; what is no choice narrows nothing."""
        self.full_clean()
        given = self.cleaned_data
        named = {"mine": self.user.pk, "nobody": 0}
        writer = given.get("writer") or ""
        return Asked(
            edition=given.get("edition") or "",
            section=given.get("section"),
            writer=named.get(writer, int(writer) if writer.isdigit() else None),
            due=Due(given["due"]) if given.get("due") else None,
        )
