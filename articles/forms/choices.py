"""What is chosen for an article among many: its tags, and the articles that it leads on to. One a line."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.actions import tags
from articles.models import Article, Edition, Tag
from articles.tellings import MOST_RELATED

#: The key at the end of an article's address.
_KEY = re.compile(r"(?:^|-)(\d{1,18})/?$")


class Chosen(forms.Textarea):
    """Some of many, one a line. With scripts they are chosen from what is suggested while somebody types."""

    class Media:
        js: ClassVar = [forms.Script("articles/choosing.js", type="module")]

    def __init__(self, suggest: str, *, most: int) -> None:
        said = {
            "data-remove": _("Take “{name}” away"),
            "data-found": _("Suggestions: {number}"),
        }
        about = {"data-choose": reverse_lazy(suggest), "data-most": most}
        super().__init__(attrs={"rows": 3, "autocomplete": "off"} | about | said)


class ChoiceField(forms.CharField):
    """Lines of which each names one of an edition's; `edition` is None where it is chosen in the same form."""

    suggest: ClassVar[str]
    most: ClassVar[int]
    edition: Edition | None = None

    def __init__(self, **options: Any) -> None:
        widget = Chosen(self.suggest, most=self.most)
        super().__init__(required=False, widget=widget, validators=[validate_usable], max_length=4000, **options)

    def below(self, edition: Edition) -> None:
        """Let an edition's be chosen."""
        self.edition = edition
        self.widget.attrs["data-edition"] = edition.language

    def chosen(self, typed: str, edition: Edition) -> Any:  # noqa: ANN401 # as each field says
        """Return what was typed as it was found among the edition's; raise ValidationError where it is not there."""
        raise NotImplementedError

    def lines(self, typed: str) -> list[str]:
        """Take what was typed apart; raise ValidationError where it is too much."""
        found = list(dict.fromkeys(filter(None, (" ".join(line.split()) for line in typed.splitlines()))))
        if len(found) > self.most:
            raise ValidationError(_("Choose %(number)d at most.") % {"number": self.most})
        return found


class TagsField(ChoiceField):
    """Names of tags."""

    suggest, most = "admin:articles_tag_suggest", tags.MOST

    #: A tag that is not there yet is made.
    may_make = False

    def let_make(self, *, is_allowed: bool) -> None:
        """Let a tag be made that is not there yet, or not."""
        self.may_make = is_allowed
        self.widget.attrs |= {"data-new": _("New: “{name}”")} if is_allowed else {}

    @staticmethod
    def written(chosen: Iterable[Tag]) -> str:
        """Write tags as they are typed."""
        return "\n".join(tag.name for tag in chosen)

    def chosen(self, typed: str, edition: Edition) -> list[str]:
        """Return the names; raise ValidationError for one that no tag can have, or that may not be made one."""
        by_name = {_folded(name): name for name in self.lines(typed)}
        known = Tag.objects.by_name(edition.language, list(by_name))
        unknown = [name for folded, name in by_name.items() if folded not in known]
        if unknown and not self.may_make:
            says = _("There is no tag “%(name)s” in this edition. Choose another one, or ask an editor to make it.")
            raise ValidationError(says % {"name": unknown[0]})
        longest = Tag._meta.get_field("name").max_length or 0
        if too_long := [name for name in unknown if len(name) > longest]:
            says = _("Shorten “%(name)s” to %(number)d characters.")
            raise ValidationError(says % {"name": too_long[0], "number": longest})
        return list(by_name.values())


def _folded(name: str) -> str:
    try:
        return tags.folded(name)
    except tags.NoName as nothing:
        raise ValidationError(str(nothing)) from nothing


class RelatedField(ChoiceField):
    """Addresses of articles."""

    suggest, most = "admin:articles_article_suggest", MOST_RELATED

    #: The condition on those that may be chosen: what others have not published elsewhere is not there.
    among = Q()

    @staticmethod
    def written(chosen: Iterable[Article]) -> str:
        """Write articles as they are typed: by their addresses, which say their titles."""
        return "\n".join(unquote(article.get_absolute_url()) for article in chosen)

    def chosen(self, typed: str, edition: Edition) -> str:
        """Return the keys of the edition's articles; the address of another edition stands for what tells it here.

        Raises ValidationError for a line that leads to none.
        """
        keys = []
        for line in self.lines(typed):
            key = _KEY.search(unquote(urlsplit(line).path))
            story = Article.objects.filter(pk=int(key[1]) if key else 0).values("story")
            told = Article.objects.filter(self.among, edition=edition, story__in=story)
            found = told.values_list("pk", flat=True).first()
            if found is None:
                raise ValidationError(_("There is no article of this edition at %(line)s.") % {"line": line})
            keys.append(str(found))
        return " ".join(dict.fromkeys(keys))


def find_chosen(form: forms.Form, edition: Edition) -> None:
    """Find what a form's lines name among an edition's, and say beside the field what is not there."""
    for name, field in form.fields.items():
        if isinstance(field, ChoiceField) and name in form.cleaned_data:
            try:
                form.cleaned_data[name] = field.chosen(form.cleaned_data[name], edition)
            except ValidationError as error:
                form.add_error(name, error)
