from django.db import migrations

from accounts.triggers import refuse_delete, refuse_update

#: Nobody is let in past a sanction in force; what is left of an erased account lets nobody in.
LET_IN = """
OLD.blocked_at IS NOT NULL AND NEW.blocked_at IS NULL AND NEW.erased_at IS NULL
AND EXISTS (SELECT 1 FROM moderation_sanction s WHERE s.subject_id = OLD.id AND s.state = 'in-force')
"""
#: A sanction stops counting by a decision of the ledger and by nothing else.
UNCOUNTED = """
NEW.state = 'annulled' AND NOT EXISTS (
    SELECT 1 FROM moderation_decision d
    WHERE d.id = NEW.ended_by_decision_id AND d.measure = 'annul' AND d.reverses_id = NEW.imposed_by_decision_id
)
"""


class Migration(migrations.Migration):
    """A sanction holds until a person ends it, in writing."""

    dependencies = [("moderation", "0118_clauses_stay"), ("accounts", "0100_guards")]
    operations = [
        refuse_update("accounts_user", LET_IN, says="a sanction is in force"),
        refuse_update("moderation_sanction", UNCOUNTED, says="no decision annuls this sanction"),
        refuse_delete("moderation_sanction"),
    ]
