from accounts.admin import outbox, policy, privacy, rights, user

__all__ = ["outbox", "policy", "privacy", "rights", "user"]
