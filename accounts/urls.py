"""Addresses of this app below the edition's language."""

from django.urls import URLPattern, path

from accounts.views import closing, copies, policy, privacy, rights, second_factor, settings, site, tokens

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("policies/privacy/", policy.show, name="policy"),
    path("policies/privacy/<int:number>/", policy.show, name="policy_version"),
    path("policies/privacy/data.json", policy.data, name="policy_data"),
    path("policies/privacy/<int:number>/data.json", policy.data, name="policy_version_data"),
    path("copies/", copies.check, name="check_copy"),
    path("contacts/", site.contacts, name="contacts"),
    path("account/", settings.overview, name="overview"),
    path("account/gate/", policy.gate, name="gate"),
    path("account/gate/later/", policy.later, name="gate_later"),
    path("account/2fa/picture.svg", second_factor.picture, name="second_factor_picture"),
    path("account/programs/", tokens.listed, name="tokens"),
    path("account/programs/new/", tokens.make, name="new_token"),
    path("account/programs/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("account/privacy/", settings.privacy, name="privacy"),
    path("account/privacy/purposes/<slug:code>/", settings.consent, name="consent"),
    path("account/sign-out-everywhere/", settings.sign_out_everywhere, name="sign_out_everywhere"),
    path("account/end-session/", settings.end_session, name="end_session"),
    path("account/privacy/receipts.json", privacy.receipts, name="consent_receipts"),
    path("account/privacy/held/", privacy.held, name="held"),
    path("account/privacy/ask/", rights.ask, name="ask"),
    path("account/privacy/copies/", privacy.export_list, name="exports"),
    path("account/privacy/copies/<int:pk>/", privacy.download, name="export_download"),
    path("account/privacy/record/", privacy.record, name="record_of_processing"),
    path("account/privacy/record.csv", privacy.record_csv, name="record_of_processing_csv"),
    path("account/delete/", closing.close, name="close"),
    path("account/delete/now/", closing.erase_now, name="erase_now"),
    path("account/receipt/<token>/", closing.receipt, name="receipt"),
    path("account/receipt/<token>/receipt.json", closing.receipt_file, name="receipt_file"),
    path("account/receipt/<token>/signed.json", closing.receipt_copy, name="receipt_copy"),
    path("account/keep/", closing.kept, name="kept"),
    path("account/keep/<token>/", closing.keep, name="keep_account"),
]
