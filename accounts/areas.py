"""Which address is whose: the table that decides what blocked members and members before the gate may open (G06, D22).

What is not listed here is for members in good standing; what an anonymous reader may open, the views say.
"""

from enum import Enum

#: In the session of a member who decides about the new policy later (G05).
GATE_LATER = "gate_later"


class Area(Enum):
    """Who may open an address, besides what its view demands."""

    EVERYBODY = "everybody"
    #: Rights that outlive a block and wait for no gate: see, export, erase, complain, contact, sign out.
    RIGHTS = "rights"
    #: Writing and using the account.
    MEMBERS = "members"


EVERYBODY = {
    # reading
    "articles", "root", "robots", "sitemap_index", "sitemap_news", "photo", "push_worker", "oembed", "indexnow_key",
    "llms",
    "moderation:thread", "moderation:fragment", "moderation:thread_json", "moderation:latest", "moderation:comment",
    "moderation:versions", "moderation:muted_sheet", "imported_comment", "moderation:questions",
    "moderation:rules", "moderation:rules_version", "moderation:rules_json", "moderation:badges",
    "moderation:transparency", "moderation:transparency_year", "moderation:transparency_csv",
    "moderation:transparency_json", "moderation:public_log", "moderation:public_log_csv",
    # programs: no session counts there, and what a token opens is asked by accounts.api.endpoints
    "api",
    # policies, contacts, well-known files
    "accounts:policy", "accounts:policy_version", "accounts:policy_data", "accounts:policy_version_data",
    "accounts:contacts", "accounts:record_of_processing", "accounts:record_of_processing_csv",
    "accounts:check_copy", "signature_keys", "checkpoints",
    "security_txt", "gpc", "change_password", "alive", "ready", "metrics",
    # complaints and notices of illegal content, open to anybody (DSA Art. 16, 20)
    "moderation:statement", "moderation:statement_copy", "moderation:letter", "moderation:letter_status",
    "moderation:timeline", "moderation:hearing",
    "moderation:report_comment", "moderation:report", "moderation:find_report", "moderation:notice",
    "moderation:report_mistake", "moderation:mistake",
    # mail about a discussion, asked for by anybody and ended by the links of its letters
    "moderation:follow_article", "moderation:follow_thread", "moderation:follow_asked", "moderation:follow_own",
    "moderation:follow_end",
    # the way in and out, and by the links of our letters
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn",
    "account_login", "account_logout", "account_signup", "account_confirm_email", "account_email_verification_sent",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_inactive", "account_reauthenticate",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled", "socialaccount_login_error",
    "socialaccount_signup", "accounts:receipt", "accounts:receipt_file", "accounts:receipt_copy",
    "accounts:kept", "accounts:keep_account",
}  # fmt: skip

RIGHTS = {
    "accounts:gate", "accounts:gate_later", "accounts:privacy", "accounts:consent",
    "accounts:held", "accounts:consent_receipts",
    "accounts:exports", "accounts:export_download", "accounts:close", "accounts:erase_now",
    "accounts:sign_out_everywhere", "accounts:end_session", "accounts:ask", "moderation:blocked",
    "moderation:follows",
    "moderation:own_comments", "moderation:own_replies", "moderation:own_reports", "moderation:own_decisions",
    "moderation:own_muted", "moderation:end_mute",
    "account_change_password", "account_set_password", "account_email",
    "accounts:second_factor_picture", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


def of(view_name: str | None, namespaces: list[str]) -> Area:
    """Return whose area a resolved address belongs to; an address without a name is nobody's yet: members'."""
    if view_name in EVERYBODY or any(namespace in EVERYBODY for namespace in namespaces):
        return Area.EVERYBODY
    return Area.RIGHTS if view_name in RIGHTS else Area.MEMBERS
