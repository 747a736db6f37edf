"""Where django-allauth meets our own habits: mail through the outbox, no account for a remembered block."""

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage

from accounts import drafts, notices, second_factor
from accounts.actions import registration
from accounts.models import User
from accounts.outbox import mail
from accounts.privacy import keys, traces
from accounts.safety import outgoing, redirects

#: After these there may still be another second factor.
FACTORS_OFF = frozenset({"totp_deactivated", "webauthn_removed"})


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
            is_owed=True,
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner that a way into the account was changed; name neither network address nor browser."""
        change = template_prefix.rsplit("/", 1)[-1]
        has_factor = change in FACTORS_OFF and second_factor.is_set_up(user)
        said = {"has_factor": has_factor, **(context or {})}
        notices.account_changed(user, change, key=get_random_string(32), now=timezone.now(), to=email, **said)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell whoever reads the mailbox, and nobody else, why no account was made: there is one, or a block stands."""
        is_taken = EmailAddress.objects.filter(email__iexact=email).exists()
        trace = None if is_taken else traces.find(email=email, now=timezone.now())
        if trace:
            self.send_mail("accounts/still_blocked", email, {"trace": trace})
        else:
            super().send_account_already_exists_mail(email)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take no mailbox into an account whose block has not expired (V34): it is proven here, so it may be told."""
        trace = traces.find(email=email_address.email, now=timezone.now())
        if trace:
            email_address.delete()
            raise ImmediateHttpResponse(render(request, "accounts/still_blocked.html", {"trace": trace}, status=403))
        return bool(super().confirm_email(request, email_address))

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; at the first time, give the public name that was wished for."""
        if user.name_skeleton is None and not registration.claim_name(person=user):
            said = _("Somebody else took your public name first. Yours is %(name)s; you may change it in your profile.")
            messages.warning(request, said % {"name": user.name})
        super().login(request, user)

    def is_safe_url(self, url: str) -> bool:
        """Go on to nothing but a path of this site; allauth goes to all hosts that we answer to, and fails at some."""
        return redirects.is_ours(self.request, url)

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

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Take only texts for texts, and nothing but a plain yes for a proof: providers answer what they like."""
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True
        texts = {name: value for name, value in data.items() if isinstance(value, str)}
        return super().populate_user(request, sociallogin, texts)  # type: ignore[no-any-return] # allauth is untyped

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop a new account for an identity whose block has not expired: it is proven here, so it may be told."""
        if sociallogin.is_existing:
            return
        account = sociallogin.account
        email = next((address.email for address in sociallogin.email_addresses if address.verified), None)
        trace = traces.find(email=email, provider=account.provider, uid=account.uid, now=timezone.now())
        if trace:
            raise ImmediateHttpResponse(render(request, "accounts/still_blocked.html", {"trace": trace}, status=403))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """Second factors: who reads the database, or a copy of it, gains none, for their secrets are encrypted there."""

    def get_totp_issuer(self) -> str:
        """Name the paper in the app that shows the codes."""
        return str(settings.PUBLISHER_NAME)

    def build_totp_svg(self, url: str) -> str:
        """Draw dark on light, in dark mode too: cameras read nothing else."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage, box_size=8).to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 # allauth's word
        """Name a key that nobody names."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Tie keys to the site's own name: a request may name another."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": str(settings.PUBLISHER_NAME)}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    """Encrypt with the newest of TRACE_KEYS; what an older one encrypted is still read."""
    return MultiFernet([Fernet(urlsafe_b64encode(bytes.fromhex(key.digest("second factor")))) for key in keys.ring()])
