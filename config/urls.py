"""Every address of the site. Reader and account pages begin with the edition's language."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.urls import urlpatterns as allauth_urls
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from accounts import passkey_urls
from accounts.views import joining, whole

# One way in for all: guesses are counted, a second factor is asked for, and a new password is told to its owner.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth has it
# A second factor is its owner's; what staff may do about it stands with the account (accounts/admin/user.py).
admin.site.unregister(Authenticator)

handler500 = "accounts.views.failing.server_error"

# What is asked for most stands first: addresses are compared in this order.
urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("articles.urls")),
        path("", include("moderation.urls")),
        path("", include("accounts.urls")),
        path("account/confirm-email/<key>/", whole.whole(joining.ConfirmEmail.as_view()), name="account_confirm_email"),
        path("account/2fa/webauthn/", include(whole.wholly(passkey_urls.urlpatterns))),
        path("account/", include(whole.wholly(allauth_urls))),
    ),
    path(f"{settings.ADMIN_PATH}/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("api/1/", include("moderation.api.urls")),
    path("", include("accounts.site_urls")),
    path("", include("articles.site_urls")),
    path("", include("moderation.site_urls")),
]
