"""Every address of the site. Reader and account pages begin with the edition's language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.views import joining

handler500 = "accounts.views.failing.server_error"

# What is asked for most stands first: addresses are compared in this order.
urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("articles.urls")),
        path("", include("moderation.urls")),
        path("", include("accounts.urls")),
        path("account/confirm-email/<key>/", joining.ConfirmEmail.as_view(), name="account_confirm_email"),
        path("account/", include("allauth.urls")),
    ),
    path(f"{settings.ADMIN_PATH}/", admin.site.urls),
    path("", include("accounts.site_urls")),
    path("", include("articles.site_urls")),
]
