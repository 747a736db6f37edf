"""Turning a moderator's form into one action, and the action's refusals into words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privacy import dossier
from moderation import desk, lifecycle, permissions
from moderation.actions import decisions, ledger, notes, sanctions
from moderation.desk import Card, clauses_for
from moderation.enums import SanctionKind
from moderation.forms.decision import NoteForm, ReasonsForm, RedactForm, SanctionForm, UnsealForm
from moderation.models import Case, Clause, Comment, Sanction


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
        }

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


Handler = Callable[[Request], Outcome]


def publish(asked: Request) -> Outcome:
    decisions.publish(**asked.judged)
    return Outcome(_("The comment is published."))


def restore(asked: Request) -> Outcome:
    decisions.restore(**asked.judged)
    return Outcome(_("The comment is back in its place."))


def remove(asked: Request) -> Outcome:
    form = _reasons_form(asked)
    if not form.is_valid():
        return Outcome(act="remove", refused=form)
    decision = decisions.remove(**asked.judged, reasons=form.reasons())
    _keep_note(asked, form.cleaned_data["note"])
    said = _("The comment is removed under ground %(number)s. The author is told why.")
    return Outcome(said % {"number": decision.ground_id})


def redact(asked: Request) -> Outcome:
    form = _redact_form(asked)
    if form.is_valid():
        try:
            decisions.redact(**asked.judged, body=form.cleaned_data["body"], reasons=form.reasons())
        except decisions.NothingRedacted:
            form.add_error("body", _("The text is the same as before, or empty. To take all of it away, remove it."))
        else:
            _keep_note(asked, form.cleaned_data["note"])
            return Outcome(_("The comment is redacted and marked. The author is told why."))
    return Outcome(act="redact", refused=form)


def sanction(asked: Request) -> Outcome:
    form = _sanction_form(asked)
    if form.is_valid():
        try:
            imposed = sanctions.impose(
                kind=SanctionKind(form.cleaned_data["kind"]),
                subject=asked.comment.author,
                moderator=asked.moderator,
                reasons=form.reasons(),
                milder_measure_note=form.cleaned_data["milder_measure_note"],
                conduct_at=asked.comment.edited_at or asked.comment.submitted_at,
                evidence=asked.comment,
                now=asked.now,
                case=asked.case,
            )
        except sanctions.AlreadySanctioned:
            form.add_error(None, _("A sanction against this account is in force already."))
        except sanctions.OldConduct as old:
            day = date_format(timezone.localtime(old.restored_at), "DATE_FORMAT")
            form.add_error(None, _("The comment is older than the restoration of %(day)s.") % {"day": day})
        except sanctions.NotAllowed:
            form.add_error(None, _("You may not sanction this account. An administrator may."))
        else:
            said = _("%(name)s has been told why. This was sanction number %(ordinal)s.")
            return Outcome(said % {"name": asked.comment.author, "ordinal": imposed.ordinal})
    return Outcome(act="sanction", refused=form)


def note(asked: Request) -> Outcome:
    form = _note_form(asked)
    if not form.is_valid():
        return Outcome(act="note", refused=form)
    _keep_note(asked, form.cleaned_data["text"])
    return Outcome(_("The note is on the record of %(name)s.") % {"name": asked.comment.author})


def _keep_note(asked: Request, text: str) -> None:
    if text.strip():
        about, comment = asked.comment.author, asked.comment
        notes.write(about=about, comment=comment, text=text, moderator=asked.moderator, now=asked.now)


def unseal(asked: Request) -> Outcome:
    """Open the text of a removed comment, after saying what for; the author sees how often that was done (V14)."""
    form = _unseal_form(asked)
    if not permissions.may_unseal(asked.moderator):
        return Outcome(_("Only those who answer letters open the text of a removed comment."), act="unseal")
    if not form.is_valid():
        return Outcome(act="unseal", refused=form)
    dossier.log_access(
        staff=asked.moderator,
        person=asked.comment.author,
        what=f"sealed comment {asked.comment.pk}",
        purpose=form.cleaned_data["purpose"],
        now=asked.now,
    )
    return Outcome(act="unseal", is_unsealed=True)


def _reasons_form(asked: Request) -> ReasonsForm:
    return ReasonsForm(asked.data, clauses=asked.clauses, auto_id="remove_%s")


def _redact_form(asked: Request) -> RedactForm:
    return RedactForm(asked.data, clauses=asked.clauses, auto_id="redact_%s")


def _sanction_form(asked: Request) -> SanctionForm:
    is_final = Sanction.objects.against(asked.comment.author).counted().exists()
    return SanctionForm(asked.data, is_final=is_final, clauses=asked.clauses, auto_id="sanction_%s")


def _note_form(asked: Request) -> NoteForm:
    return NoteForm(asked.data, auto_id="note_%s")


def _unseal_form(asked: Request) -> UnsealForm:
    return UnsealForm(asked.data, auto_id="unseal_%s")


#: The forms that come with an act, for what was typed into them.
FORMS: dict[str, Callable[[Request], forms.Form]] = {
    "remove": _reasons_form,
    "redact": _redact_form,
    "sanction": _sanction_form,
    "note": _note_form,
    "unseal": _unseal_form,
}
ACTS: dict[str, Handler] = {
    "publish": publish,
    "restore": restore,
    "remove": remove,
    "redact": redact,
    "sanction": sanction,
    "note": note,
    "unseal": unseal,
}


def tell(request: HttpRequest, outcome: Outcome) -> None:
    """Say what became of an act, and warn where nothing did."""
    if outcome.said:
        messages.add_message(request, messages.WARNING if outcome.act else messages.SUCCESS, outcome.said)


def shown(comment: Comment, outcome: Outcome) -> dict[str, Any]:
    """Give a page the comment's card and its forms, after an act that was refused or before any."""
    card = desk.card(comment, timezone.now())
    return {"card": card, "outcome": outcome, "changes": outcome.changes, **decision_forms(card, outcome)}


def carry_out(act: str, asked: Request) -> Outcome:
    """Do what the moderator asked for; every refusal comes back in words."""
    if act not in ACTS:
        return Outcome(_("Choose what to do."), act="none")
    try:
        return ACTS[act](asked)
    except ledger.StaleComment as stale:
        is_reworded = stale.comment.version != asked.seen.version
        changes = desk.changes(stale.comment, asked.seen.version) if is_reworded else None
        return Outcome(_stale(stale.comment, asked), act=act, refused=typed(act, asked), changes=changes)
    except lifecycle.IllegalTransition:
        said = _("Somebody has decided this comment meanwhile. Nothing was changed.")
        return Outcome(said, act=act, refused=typed(act, asked))


def _stale(comment: Comment, asked: Request) -> str:
    """Say what happened meanwhile: the author wrote something else, or a colleague decided."""
    if comment.version != asked.seen.version:
        said = _("The text of %(author)s has changed since you opened it. Nothing was decided. Read what it says now.")
        return said % {"author": comment.author}
    last = comment.decisions.filter(decided_by__isnull=False).select_related("decided_by").order_by("-pk").first()
    if last is None:
        return _("The comment has changed since you opened it. Nothing was decided. See how it stands now.")
    said = _("%(moderator)s has decided this comment meanwhile: %(measure)s. You changed nothing.")
    return said % {"moderator": last.decided_by, "measure": last.get_measure_display()}


def typed(act: str, asked: Request) -> forms.Form | None:
    """Keep what was typed for an act that was refused for another reason than its form."""
    made = FORMS.get(act)
    return made(asked) if made else None


def seen(data: QueryDict) -> dict[int, Seen]:
    """Read which comments the moderator had on screen, and how (fields `version`, "comment:version:status")."""
    given = (value.split(":") for value in data.getlist("version"))
    return {
        int(pk): Seen(int(version), status[0] if status else "")
        for pk, version, *status in (parts for parts in given if len(parts) > 1)
        if pk.isdecimal() and version.isdecimal()
    }


def decision_forms(card: Card, outcome: Outcome) -> dict[str, forms.Form]:
    """Make the forms of a comment's card, filled in from the evidence; the refused one keeps what was typed."""
    is_sealed = card.is_sealed and not outcome.is_unsealed
    first = card.suggestions[0] if card.suggestions and not is_sealed else None
    initial = {"ground": first.clause.ground_id, "facts": first.facts, "why": first.why} if first else {}
    clauses = card.clauses
    made: dict[str, forms.Form] = {
        "remove_form": ReasonsForm(initial=initial, clauses=clauses, auto_id="remove_%s"),
        "redact_form": RedactForm(initial=initial | {"body": card.comment.body}, clauses=clauses, auto_id="redact_%s"),
        "unseal_form": UnsealForm(auto_id="unseal_%s"),
        "note_form": NoteForm(auto_id="note_%s"),
        "sanction_form": SanctionForm(
            initial=initial | {"kind": "block"},
            is_final=card.record.next_is_final,
            clauses=clauses,
            auto_id="sanction_%s",
        ),
    }
    if outcome.refused is not None:
        made[f"{outcome.act}_form"] = outcome.refused
    return made
