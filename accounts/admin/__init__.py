from accounts.admin import outbox

__all__ = ["outbox"]
