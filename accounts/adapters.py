"""Where django-allauth meets our own habits: mail through the outbox, no account for a remembered block."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from accounts import drafts
from accounts.models import BlockTrace, User
from accounts.outbox import mail
from accounts.privacy import traces
from accounts.safety import outgoing


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Site accounts."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Word allauth's letters with our templates and leave them to the outbox."""
        name = template_prefix.rsplit("/", 1)[-1]
        person = context.get("user")
        mail.post(
            template=f"accounts/mail/{name}",
            person=person if isinstance(person, User) and person.pk else None,
            to=email,
            language=get_language(),
            context={key: value for key, value in context.items() if key not in ("request", "current_site")},
            key=f"account:{name}:{get_random_string(32)}",
            now=timezone.now(),
        )

    def respond_still_blocked(self, request: HttpRequest, email: str, trace: BlockTrace) -> HttpResponse:
        """Answer as to everybody else, and tell the owner of the mailbox, who alone reads it."""
        self.send_mail("accounts/still_blocked", email, {"trace": trace})
        return self.respond_email_verification_sent(request, None)  # type: ignore[no-any-return] # allauth is untyped

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take no mailbox into an account whose block has not expired (V34): it is proven here, so it may be told."""
        trace = traces.find(email=email_address.email, now=timezone.now())
        if trace:
            email_address.delete()
            raise ImmediateHttpResponse(render(request, "accounts/still_blocked.html", {"trace": trace}, status=403))
        return bool(super().confirm_email(request, email_address))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead a blocked member to what happened, everybody else to what they were writing, or to their account."""
        person = request.user
        if isinstance(person, User) and person.is_blocked:
            return resolve_url("moderation:blocked")
        return drafts.waiting_at(request) or str(super().get_login_redirect_url(request))


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Accounts elsewhere."""

    def get_requests_session(self) -> outgoing.Session:
        """Ask providers through the one module that owns outgoing HTTP."""
        return outgoing.Session()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop a new account for an identity whose block has not expired: it is proven here, so it may be told."""
        if sociallogin.is_existing:
            return
        account = sociallogin.account
        email = next((address.email for address in sociallogin.email_addresses if address.verified), None)
        trace = traces.find(email=email, provider=account.provider, uid=account.uid, now=timezone.now())
        if trace:
            raise ImmediateHttpResponse(render(request, "accounts/still_blocked.html", {"trace": trace}, status=403))
