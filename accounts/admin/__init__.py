from accounts.admin import breach, outbox, policy, privacy, restriction, rights, setting, signature, token, user

__all__ = ["breach", "outbox", "policy", "privacy", "restriction", "rights", "setting", "signature", "token", "user"]
