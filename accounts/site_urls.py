"""Addresses of this app that have no language."""

from django.urls import path

from accounts.views import chain, copies, health, site

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
    path(".well-known/gpc.json", site.gpc, name="gpc"),
    path("checkpoints.json", chain.checkpoints, name="checkpoints"),
    path(".well-known/jwks.json", copies.keys, name="signature_keys"),
    path(".well-known/change-password", site.change_password, name="change_password"),
]
