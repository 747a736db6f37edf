"""Notes on a text, as colleagues write them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from articles.models import ArticleNote


class AnswerForm(forms.Form):
    """What somebody says in answer to a note; the act says whether it needs any words."""

    body = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=ArticleNote.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        validators=[validate_usable],
    )


class NoteForm(forms.Form):
    """The passage, as it is copied from the text, and what is said about it."""

    quote = forms.CharField(
        label=_("Passage"),
        help_text=_("Some words of the article, copied from its title, its summary or its text, as it is saved."),
        max_length=ArticleNote.LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        validators=[validate_usable],
    )
    #: What stands before the passage, where the script knows it.
    before = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=ArticleNote.LONGEST_QUOTE, validators=[validate_usable]
    )
    body = forms.CharField(
        label=_("Note"),
        help_text=_("Name colleagues as @name: they get a letter that leads here."),
        max_length=ArticleNote.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        validators=[validate_usable],
    )
