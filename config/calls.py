"""Which functions of the apps are called by name: by the outbox, by the clock, and from rooms below them."""

from datetime import timedelta

# The outbox: which function delivers what (docs/decisions/outbox.md).
OUTBOX_CHANNELS = {
    "mail": "accounts.outbox.mail.deliver",
    "breach-letters": "accounts.actions.breaches.tell_some",
    "policy-letters": "accounts.actions.policies.tell_some",
    "export": "accounts.privacy.export.deliver",
    "renditions": "articles.actions.photos.deliver",
    "digest-asked": "articles.actions.subscriptions.answer",
    "digests": "articles.actions.digests.write_some",
    "digest": "articles.actions.digests.deliver",
    "follow-asked": "moderation.actions.follows.answer",
    "follow-turn": "moderation.actions.follow_letters.take_turn",
    "follow": "moderation.actions.follow_letters.deliver",
    "webhook": "moderation.actions.telling.deliver",
    "statement": "moderation.notices.deliver_statement",
    "push-round": "articles.actions.rounds.go_round",
    "push": "articles.actions.rounds.deliver",
    "purge": "articles.pages.purging.deliver",
    "websub": "articles.actions.announcing.ping",
    "indexnow": "articles.actions.announcing.submit",
    "links": "articles.actions.nights.go_on",
    "link": "articles.actions.nights.look_again",
    "bulk": "articles.actions.bulk.go_on",
}

# What follows from a member's choice about an optional purpose, in its transaction.
PURPOSE_ACTS = {
    "newsletter": "articles.actions.subscriptions.follow_choice",
    "push-news": "articles.actions.devices.follow_choice",
    "following": "moderation.actions.follows.follow_choice",
}

# Who pointed out what a correction puts right (articles.models.correction.credited).
CREDITED_COMMENT = "moderation.credits.comment_of"

# What follows when somebody's roles, or the byline that readers see, have changed, in the same transaction.
AFTER_ROLES = "moderation.actions.badges.follow_roles"
AFTER_BYLINE = "moderation.actions.badges.follow_byline"

# Comments that an article shows in its text (articles.featured.told).
FEATURED_COMMENTS = "moderation.featuring.within"

# What tells a watching program how the site fares (accounts.metrics).
METRICS = ("accounts.metrics.of_work", "moderation.metrics.of_queue")

# Logs of which no row is rewritten unseen (accounts.chain).
CHAINED = ("accounts.chained.LOGS", "articles.chained.LOGS", "moderation.chained.LOGS")

# What is examined of the site (accounts.doctor), in this order.
EXAMINATIONS = (
    "accounts.doctor.machine.of_database",
    "accounts.doctor.machine.of_clock",
    "accounts.doctor.machine.of_disk",
    "accounts.doctor.machine.of_cache",
    "accounts.doctor.machine.of_settings",
    "accounts.doctor.work.of_worker",
    "accounts.doctor.work.of_mail",
    "accounts.doctor.work.of_backups",
    "accounts.doctor.work.of_chain",
    "accounts.doctor.policy.of_declarations",
    "articles.doctor.of_photos",
    "articles.doctor.of_push",
    "moderation.doctor.of_policies",
    "moderation.doctor.of_desk",
)

# What the worker does from time to time: functions of `now` that may run twice without harm.
PERIODIC: tuple[tuple[str, timedelta], ...] = (
    ("accounts.actions.closing.remind_due", timedelta(hours=6)),
    ("accounts.actions.closing.erase_due", timedelta(minutes=10)),
    ("accounts.actions.closing.erase_late", timedelta(minutes=5)),
    ("accounts.actions.closing.confirm_unsaved", timedelta(hours=6)),
    ("accounts.actions.rights.alarm_due", timedelta(hours=6)),
    ("accounts.actions.breaches.alarm_due", timedelta(hours=1)),
    ("accounts.actions.restrictions.go_on", timedelta(minutes=5)),
    ("accounts.actions.chaining.extend", timedelta(minutes=5)),
    ("accounts.actions.chaining.verify", timedelta(days=1)),
    ("accounts.privacy.retention.run", timedelta(days=1)),
    ("articles.search.index.settle", timedelta(days=1)),
    ("articles.actions.digests.begin_due", timedelta(minutes=5)),
    ("articles.actions.nights.begin_due", timedelta(minutes=10)),
    ("accounts.privacy.disk.clean", timedelta(days=1)),
    ("moderation.actions.telling.gather", timedelta(seconds=5)),
    ("moderation.actions.follow_letters.begin_due", timedelta(minutes=1)),
    ("moderation.actions.follow_letters.end_over", timedelta(minutes=10)),
    ("moderation.actions.question_letters.tell_due", timedelta(minutes=10)),
    ("moderation.actions.watching.review", timedelta(days=1)),
    # The first time after midnight, by UTC, it counts.
    ("moderation.actions.figures.take", timedelta(minutes=30)),
    ("moderation.actions.second_judgements.draw", timedelta(minutes=30)),
    ("moderation.actions.reports.take_up", timedelta(minutes=10)),
)
