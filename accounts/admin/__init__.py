from accounts.admin import outbox, privacy

__all__ = ["outbox", "privacy"]
