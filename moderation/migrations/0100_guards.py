from django.db import migrations

from accounts.triggers import refuse_delete, refuse_insert, refuse_update

IS_PUBLISHED = "EXISTS (SELECT 1 FROM accounts_policyversion v WHERE v.id = {}.version_id AND published_at IS NOT NULL)"
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
#: A comment tells no more appreciations than there are.
MADE_UP = """
NEW.appreciation_count > OLD.appreciation_count
AND NEW.appreciation_count > (SELECT COUNT(*) FROM moderation_appreciation a WHERE a.comment_id = NEW.id)
"""
#: Of what was chosen, its reason alone may go: it is about somebody's words.
CHOSEN = """
NEW.comment_id <> OLD.comment_id OR NEW.version <> OLD.version OR NEW.is_taken_back <> OLD.is_taken_back
OR NEW.made_by_id <> OLD.made_by_id OR NEW.made_at <> OLD.made_at OR (NEW.why <> OLD.why AND NEW.why <> '')
OR NEW.is_in_article <> OLD.is_in_article OR NEW.after <> OLD.after
"""
#: A stranger’s notice without a name or an address, and not about the abuse of a child (DSA Art. 16(2)(c)).
NAMELESS = """
NEW.kind = 'illegal' AND NEW.reporter_id IS NULL AND NOT NEW.is_about_abuse AND (NEW.name = '' OR NEW.email = '')
"""
#: A block that does not say why it could not wait, without a hearing of this person that can be decided, or past one.
UNHEARD = """
NEW.kind = 'block' AND NOT NEW.is_urgent AND (
    NEW.mode = 'hearing' AND NOT EXISTS (
        SELECT 1 FROM moderation_hearing h
        WHERE h.id = NEW.hearing_id AND h.person_id = NEW.subject_id AND h.decided_at IS NULL
        AND (h.replied_at IS NOT NULL OR h.ends_at <= NEW.imposed_at)
    ) OR EXISTS (
        SELECT 1 FROM moderation_hearing h
        WHERE h.person_id = NEW.subject_id AND h.decided_at IS NULL
        AND NOT (h.replied_at IS NOT NULL OR h.ends_at <= NEW.imposed_at)
    )
) OR NEW.is_urgent AND TRIM(NEW.urgency) = ''
"""
#: How a block came about stays written down, whatever the settings say later; words go with the account.
CAME_ABOUT = """
NEW.mode <> OLD.mode OR NEW.is_urgent <> OLD.is_urgent OR COALESCE(NEW.hearing_id, 0) <> COALESCE(OLD.hearing_id, 0)
OR NEW.urgency <> OLD.urgency AND NEW.urgency <> ''
"""
TOO_SHORT = "{seconds NEW.ends_at} - {seconds NEW.opened_at} < 259200"
#: What was announced stays as it was told, until its words go.
ANNOUNCED = """
NEW.person_id <> OLD.person_id OR NEW.comment_id <> OLD.comment_id OR NEW.clause_id <> OLD.clause_id
OR NEW.opened_by_id <> OLD.opened_by_id OR NEW.opened_at <> OLD.opened_at OR NEW.ends_at <> OLD.ends_at
OR NEW.facts <> OLD.facts AND NEW.facts <> '' OR NEW.why <> OLD.why AND NEW.why <> ''
"""
#: Nothing is said in a hearing that is decided, and it is decided once.
HEARD = """
OLD.decided_at IS NOT NULL AND (
    NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at OR NEW.outcome <> OLD.outcome
    OR NEW.reply <> OLD.reply AND NEW.reply <> ''
)
OR OLD.replied_at IS NOT NULL AND NEW.replied_at IS NULL
"""
#: A pause without an earlier warning of the same person that stands, beside another, or for more than ninety days.
UNWARNED = """
NEW.step = 'pause' AND (
    NOT EXISTS (
        SELECT 1 FROM moderation_misuse w
        WHERE w.id = NEW.warning_id AND w.person_id = NEW.person_id AND w.step = 'warning'
        AND w.taken_back_at IS NULL AND w.made_at < NEW.made_at
    ) OR EXISTS (
        SELECT 1 FROM moderation_misuse p
        WHERE p.person_id = NEW.person_id AND p.step = 'pause' AND p.taken_back_at IS NULL AND p.ends_at > NEW.made_at
    ) OR {seconds NEW.ends_at} - {seconds NEW.made_at} > 7776000
)
"""
UNFOUNDED = "TRIM(NEW.facts) = '' OR TRIM(NEW.gravity) = ''"
#: What was said of a misuse stays as it was told, until its words go; what was taken back does not come again.
RETOLD = """
NEW.person_id <> OLD.person_id OR NEW.step <> OLD.step OR NEW.made_at <> OLD.made_at OR NEW.made_by_id <> OLD.made_by_id
OR COALESCE(NEW.warning_id, 0) <> COALESCE(OLD.warning_id, 0) OR NEW.ends_at <> OLD.ends_at
OR NEW.unfounded <> OLD.unfounded OR NEW.of_all <> OLD.of_all
OR NEW.facts <> OLD.facts AND NEW.facts <> '' OR NEW.gravity <> OLD.gravity AND NEW.gravity <> ''
OR NEW.intention <> OLD.intention AND NEW.intention <> ''
OR OLD.taken_back_at IS NOT NULL AND (NEW.taken_back_at IS NULL OR NEW.taken_back_at <> OLD.taken_back_at)
"""
#: A badge stays as it was given, until its words go with the person; what was revoked does not stand again.
GIVEN = """
NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR COALESCE(NEW.article_id, 0) <> COALESCE(OLD.article_id, 0)
OR NEW.given_by_id <> OLD.given_by_id OR NEW.given_at <> OLD.given_at
OR NEW.words <> OLD.words AND NEW.words <> ''
OR OLD.revoked_at IS NOT NULL AND (
    NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at OR NEW.revoked_by_id <> OLD.revoked_by_id
)
"""
#: The moderator concerned takes no case about it (C67).
TAKEN = """
NEW.taken_by_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM moderation_harassment h WHERE h.case_id = NEW.id AND h.target_id = NEW.taken_by_id
)
"""
#: Whom harassment is about stays, and what was decided, until its words go.
HARASSED = """
NEW.target_id <> OLD.target_id OR NEW.person_id <> OLD.person_id OR NEW.case_id <> OLD.case_id
OR OLD.decided_at IS NOT NULL AND (
    NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at OR NEW.outcome <> OLD.outcome
    OR NEW.answer <> OLD.answer AND NEW.answer <> ''
)
"""


class Migration(migrations.Migration):
    """What is written once stays as it was written."""

    dependencies = [("moderation", "0001_tables"), ("accounts", "0100_guards")]
    operations = [
        refuse_update("moderation_decision"),
        refuse_delete("moderation_decision"),
        refuse_update("moderation_clause", IS_PUBLISHED.format("OLD")),
        refuse_delete("moderation_clause", IS_PUBLISHED.format("OLD")),
        refuse_insert("moderation_clause", IS_PUBLISHED.format("NEW")),
        refuse_update("accounts_user", LET_IN, "a sanction is in force"),
        refuse_insert("moderation_sanction", UNHEARD, "nobody was heard before this block"),
        refuse_update("moderation_sanction", UNCOUNTED, "no decision annuls this sanction"),
        refuse_update("moderation_sanction", CAME_ABOUT, "how a block came about stays", "mode"),
        refuse_delete("moderation_sanction"),
        refuse_insert("moderation_hearing", TOO_SHORT, "too little time to reply"),
        refuse_update("moderation_hearing", ANNOUNCED, "what was announced stays as it was told"),
        refuse_update("moderation_hearing", HEARD, "the hearing is decided", "decided"),
        refuse_delete("moderation_hearing"),
        refuse_update("moderation_comment", MADE_UP, "nobody gave so many appreciations"),
        refuse_update("moderation_choice", CHOSEN),
        refuse_delete("moderation_choice"),
        refuse_update("moderation_correctioncredit"),
        refuse_delete("moderation_correctioncredit"),
        refuse_update("moderation_followevent"),
        refuse_insert("moderation_report", NAMELESS, "a notice says who gives it", "nameless"),
        refuse_insert("moderation_misuse", UNWARNED, "nobody is paused who was not warned"),
        refuse_insert("moderation_misuse", UNFOUNDED, "facts and gravity are missing", "factors"),
        refuse_update("moderation_misuse", RETOLD, "what was told stays as it was"),
        refuse_delete("moderation_misuse"),
        refuse_update("moderation_badge", GIVEN, "a badge stays as it was given"),
        refuse_delete("moderation_badge"),
        refuse_update("moderation_case", TAKEN, "somebody else handles harassment of a moderator", "target"),
        refuse_update("moderation_harassment", HARASSED, "a case of harassment stays as it was opened and decided"),
        refuse_delete("moderation_harassment"),
        refuse_delete("moderation_harassmentpiece"),
    ]
