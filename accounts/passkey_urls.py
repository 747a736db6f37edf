"""Addresses of passkeys and security keys, with allauth's names: they stand before its own, which they hide."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import passkeys

urlpatterns: list[URLPattern | URLResolver] = [
    path("", passkeys.listed, name="mfa_list_webauthn"),
    path("add/", passkeys.Add.as_view(), name="mfa_add_webauthn"),
    path("login/", passkeys.SignIn.as_view(), name="mfa_login_webauthn"),
    path("reauthenticate/", passkeys.Again.as_view(), name="mfa_reauthenticate_webauthn"),
    path("keys/<int:pk>/edit/", passkeys.Rename.as_view(), name="mfa_edit_webauthn"),
    path("keys/<int:pk>/remove/", passkeys.Remove.as_view(), name="mfa_remove_webauthn"),
]
