"""What a moderator asks for on the desk, and what was typed for it: read, kept and shown again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import drafts
from accounts.actions.restrictions import Use
from accounts.models import User
from moderation import desk
from moderation.actions import hearings, notes, procedure
from moderation.desk import clauses_for
from moderation.forms.decision import (
    NoteForm,
    ReasonsForm,
    RedactForm,
    SanctionForm,
    SuspensionForm,
    UnsealForm,
    UseForm,
)
from moderation.forms.hearing import AnnouncementForm
from moderation.models import Case, Clause, Comment, Sanction

#: What is said where a comment of somebody whose data is restricted is asked for (GDPR Art. 18).
ONLY_KEPT = gettext_lazy(
    "This person’s data is only kept. Those who answer requests about data may open it, and say what for."
)


@dataclass(frozen=True)
class Outcome:
    """What became of a moderator's act: a sentence to show, or the form that was refused."""

    said: str = ""
    act: str = ""
    refused: forms.Form | None = None
    #: What has changed in the text since the moderator saw it, as desk.changes says it.
    changes: list[tuple[str, str]] | None = None
    #: Whether the text of a removed comment is shown.
    is_unsealed: bool = False
    #: What a comment that is only kept is opened for; each decision about it states the same.
    use: Use | None = None
    #: What an erased comment said, by its sealed copy.
    opened: str = ""
    #: The letter that the act would send: its subject and its text.
    letter: tuple[str, str] | None = None


class Seen(NamedTuple):
    """A comment as the moderator had it on screen."""

    version: int = 0
    status: str = ""


@dataclass(frozen=True)
class Request:
    """What a moderator asks for: the comment as they saw it, and the form they filled in."""

    comment: Comment
    seen: Seen
    case: Case | None
    moderator: User
    data: QueryDict
    now: datetime

    @property
    def judged(self) -> dict[str, Any]:
        """The arguments that every decision takes."""
        return {
            "comment": self.comment,
            "version": self.seen.version,
            "status": self.seen.status,
            "case": self.case,
            "moderator": self.moderator,
            "now": self.now,
            "use": self.use,
        }

    @property
    def use(self) -> Use | None:
        """What a comment that is only kept was opened for, as its forms bring it; None where nobody said."""
        form = UseForm({"reason": self.data.get("use_reason", ""), "purpose": self.data.get("use_words", "")})
        return form.use() if form.is_valid() else None

    @property
    def clauses(self) -> dict[int, Clause]:
        """What the rules say to the author, by ground."""
        return clauses_for(self.comment.author, self.now)

    def about(self, comment: Comment, seen: Seen) -> "Request":
        """Ask the same of another comment of the case; what was filled in for the card is filled in for this one."""
        was = desk.suggested(self.comment, self.data.get("ground", ""), self.now)
        own = desk.suggested(comment, self.data.get("ground", ""), self.now)
        data = self.data.copy()
        for name in ("facts", "why") if was and own else ():
            if data.get(name, "").split() == getattr(was, name).split():
                data[name] = getattr(own, name)
        return replace(self, comment=comment, seen=seen, data=data)


def reasons_form(asked: Request) -> ReasonsForm:
    """Read a removal."""
    return ReasonsForm(asked.data, clauses=asked.clauses, auto_id="remove_%s")


def redact_form(asked: Request) -> RedactForm:
    """Read a redaction."""
    return RedactForm(asked.data, clauses=asked.clauses, auto_id="redact_%s")


def warn_form(asked: Request) -> ReasonsForm:
    """Read a warning."""
    return ReasonsForm(asked.data, clauses=asked.clauses, auto_id="warn_%s")


def suspend_form(asked: Request) -> SuspensionForm:
    """Read a suspension."""
    return SuspensionForm(asked.data, clauses=asked.clauses, auto_id="suspend_%s")


def hear_form(asked: Request) -> AnnouncementForm:
    """Read a block that is announced."""
    return AnnouncementForm(asked.data, clauses=asked.clauses, auto_id="hear_%s")


def sanction_form(asked: Request) -> SanctionForm:
    """Read a block or a deletion; the second one asks to be understood, one without a hearing why it cannot wait."""
    author = asked.comment.author
    is_final = Sanction.objects.against(author).counted().exists()
    is_heard = procedure.is_heard_here() or hearings.standing(author) is not None
    return SanctionForm(asked.data, is_final=is_final, is_heard=is_heard, clauses=asked.clauses, auto_id="sanction_%s")


def note_form(asked: Request) -> NoteForm:
    """Read a note."""
    return NoteForm(asked.data, auto_id="note_%s")


def unseal_form(asked: Request) -> UnsealForm:
    """Read what a sealed text is opened for, or one that is only kept."""
    return (UseForm if asked.comment.author.restricted_at else UnsealForm)(asked.data, auto_id="unseal_%s")


#: The forms that come with an act, for what was typed into them.
FORMS: dict[str, Callable[[Request], forms.Form]] = {
    "remove": reasons_form,
    "redact": redact_form,
    "warn": warn_form,
    "suspend": suspend_form,
    "hear": hear_form,
    "sanction": sanction_form,
    "note": note_form,
    "unseal": unseal_form,
}


def typed(act: str, asked: Request) -> forms.Form | None:
    """Keep what was typed for an act that was refused for another reason than its form."""
    made = FORMS.get(act)
    return made(asked) if made else None


def kept(request: HttpRequest) -> QueryDict:
    """Return what was typed into this form before the session ended; empty when nothing was."""
    data = QueryDict(mutable=True)
    data.update(drafts.kept(request))
    return data


def keep_note(asked: Request, text: str) -> None:
    """Leave a note about the author, where one was typed."""
    if text.strip():
        about, comment = asked.comment.author, asked.comment
        notes.write(about=about, comment=comment, text=text, moderator=asked.moderator, now=asked.now)


def brought_back(asked: Request) -> Outcome:
    """Show what was typed before the session ended, to be sent anew; `asked` holds what `kept` returned."""
    act = asked.data.get("act", "")
    return Outcome(signed_out(), act=act, refused=typed(act, asked)) if act in FORMS else Outcome()


def signed_out() -> str:
    """Say why what was typed is shown again."""
    return _("You had been signed out, and nothing was decided. Here is what you typed: send it again.")


def seen(data: QueryDict) -> dict[int, Seen]:
    """Read which comments the moderator had on screen, and how (fields `version`, "comment:version:status")."""
    given = (value.split(":") for value in data.getlist("version"))
    return {
        int(pk): Seen(int(version), status[0] if status else "")
        for pk, version, *status in (parts for parts in given if len(parts) > 1)
        if pk.isdecimal() and version.isdecimal()
    }
