"""A text that could not be sent where it was typed: given back, or kept in the session until its writer is back."""

from django.http import HttpRequest

KEY = "draft"
#: The fields for words: a comment or article, reasons, an answer, a note, a letter, a planned story.
TEXTS = (
    "title", "body", "facts", "why", "note", "milder_measure_note", "answer", "text", "explanation", "about",
    "summary", "photo_alt",
)  # fmt: skip
#: As many characters outlive the way round by sign-in or gate.
LENGTH = 100_000
#: A shorter text is typed anew sooner than copied, unless its field is one for words.
WORTH_KEEPING = 40
#: Not even for a while: the token is of another session, the date is forgotten once it is compared (V52).
PASSWORDS = ("password", "password1", "password2", "oldpassword")
NEVER_KEPT = ("csrfmiddlewaretoken", "birth_date", *PASSWORDS)
SECRETS = ("csrfmiddlewaretoken", "post_token", *PASSWORDS)


def typed(request: HttpRequest) -> list[str]:
    """Return the texts of a posted form that are worth copying, for a page that can do nothing else with them."""
    return [str(text) for name, text in request.POST.items() if _is_worth_keeping(name, str(text))]


def _is_worth_keeping(name: str, text: str) -> bool:
    is_long = len(text) >= WORTH_KEEPING
    return name not in SECRETS and (is_long or bool(_is_text(name) and text.strip()))


def _is_text(name: str) -> bool:
    """Say whether a field is one for words, also of one form among several (`en-summary`)."""
    return name.rpartition("-")[2] in TEXTS


def keep(request: HttpRequest) -> bool:
    """Keep a posted form with a text, for the address it was posted to; say whether there was one."""
    fields = {name: value for name, value in request.POST.items() if name not in NEVER_KEPT}
    texts = {name: text for name, text in fields.items() if text and _is_text(name)}
    if not texts:
        return False
    if sum(map(len, fields.values())) > LENGTH:
        fields = {name: text[: LENGTH // len(texts)] for name, text in texts.items()}
    request.session[KEY] = {"path": request.path, "fields": fields}
    return True


def kept(request: HttpRequest) -> dict[str, str]:
    """Return what was typed into this form before the way round; empty when nothing was."""
    draft = request.session.get(KEY, {})
    fields: dict[str, str] = draft["fields"] if draft.get("path") == request.path else {}
    return fields


def waiting_at(request: HttpRequest) -> str:
    """Return the address of the form at which a text waits to be sent; empty when none does."""
    return str(request.session.get(KEY, {}).get("path", ""))


def forget(request: HttpRequest) -> None:
    """Drop the draft: its text was sent."""
    if KEY in request.session:
        del request.session[KEY]
