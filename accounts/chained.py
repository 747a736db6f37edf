"""The logs of accounts that are chained (accounts.chain)."""

from accounts.chain.logs import Log

LOGS = (
    Log(
        code="setting",
        model="accounts.SettingChange",
        at="made_at",
        told=("what", "subject", "before", "after", "why"),
        withheld=("made_by_id",),
        ends="setting-changes",
    ),
    Log(
        code="dossier",
        model="accounts.DossierAccess",
        at="opened_at",
        told=("person_id", "what", "purpose"),
        withheld=("staff_id",),
        ends="staff-access",
    ),
)
