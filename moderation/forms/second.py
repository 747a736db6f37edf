"""What a second moderator would have done, and examples that the newsroom keeps of its rules (C80)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.safety.text import validate_usable
from moderation.enums import SecondVerdict
from moderation.forms.decision import GroundField
from moderation.models import Ground


class JudgementForm(forms.Form):
    """Let it stand, remove it under a ground, or say why it cannot be told."""

    verdict = forms.ChoiceField(
        label=_("What would you do?"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in SecondVerdict if one != SecondVerdict.KNOWN],
    )
    ground = GroundField(
        Ground.objects.all(), label=_("Ground, to remove it"), empty_label=_("choose a ground"), required=False
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("What decided it for you, or what you would have to know. Needed where you cannot tell."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        validators=[validate_usable],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        verdict, ground = said.get("verdict"), said.get("ground")
        if verdict == SecondVerdict.REMOVE and not ground and "ground" not in self.errors:
            self.add_error("ground", _("Choose the ground under which you would remove it."))
        if verdict == SecondVerdict.PUBLISH and ground:
            self.add_error("ground", _("You chose a ground, and to let it stand. Take one of the two back."))
        if verdict == SecondVerdict.CANNOT_TELL:
            said["ground"] = None
            if not said.get("note", "").strip() and "note" not in self.errors:
                self.add_error("note", _("Say in a few words what you would have to know."))
        return said
