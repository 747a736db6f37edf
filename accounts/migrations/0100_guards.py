from django.db import migrations

from accounts.triggers import refuse_delete, refuse_insert, refuse_update

IS_PUBLISHED = "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = {}.version_id AND published_at IS NOT NULL)"
#: What matters, is not the first version, and holds within thirty days of its publication without saying why (V20).
UNANNOUNCED = """
    NEW.published_at IS NOT NULL AND NEW.change_class <> 'editorial' AND NEW.urgency = ''
    AND {seconds NEW.effective_at} - {seconds NEW.published_at} < 2592000
    AND EXISTS (
        SELECT 1 FROM accounts_policyversion v
        WHERE v.document = NEW.document AND v.published_at IS NOT NULL AND v.id <> NEW.id
    )
"""
TOLD = "members are told thirty days before this holds"
#: What the account says and what the register of restrictions says is the same.
OUT_OF_STEP = """
(NEW.restricted_at IS NULL)
= EXISTS (SELECT 1 FROM accounts_restriction r WHERE r.person_id = NEW.id AND r.ended_at IS NULL)
"""
CLOCK_MOVED = "NEW.known_at <> OLD.known_at OR NEW.due_at <> OLD.due_at OR NEW.entered_at <> OLD.entered_at"
ANOTHER_KEY = """
OLD.name <> NEW.name OR OLD.public <> NEW.public OR OLD.first_used_at <> NEW.first_used_at OR OLD.lost_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("accounts", "0001_tables")]
    operations = [
        refuse_update("accounts_acknowledgement"),
        refuse_update("accounts_consentevent"),
        refuse_update("accounts_consentwording"),
        refuse_delete("accounts_consentwording"),
        refuse_update("accounts_dossieraccess"),
        refuse_update("accounts_erasedperson"),
        refuse_update("accounts_settingchange"),
        refuse_update("accounts_policyversion", "OLD.published_at IS NOT NULL"),
        refuse_delete("accounts_policyversion", "OLD.published_at IS NOT NULL"),
        refuse_update("accounts_policytext", IS_PUBLISHED.format("OLD")),
        refuse_delete("accounts_policytext", IS_PUBLISHED.format("OLD")),
        refuse_insert("accounts_policytext", IS_PUBLISHED.format("NEW")),
        refuse_update("accounts_policyversion", UNANNOUNCED, TOLD, "unannounced"),
        refuse_insert("accounts_policyversion", UNANNOUNCED, TOLD, "unannounced"),
        refuse_update("accounts_user", OUT_OF_STEP, "only a restriction restricts, until it ends", "restriction"),
        refuse_update("accounts_breach", CLOCK_MOVED, "the clock of a breach stays where it is"),
        refuse_update("accounts_breachnotice", "OLD.sent_at IS NOT NULL", "the notice was sent"),
        refuse_update("accounts_breachversion"),
        refuse_update("accounts_signaturekey", ANOTHER_KEY, "a signature key stays as it is; it is declared lost once"),
        refuse_delete("accounts_signaturekey"),
    ]
