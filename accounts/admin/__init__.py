from accounts.admin import outbox, policy, privacy, user

__all__ = ["outbox", "policy", "privacy", "user"]
