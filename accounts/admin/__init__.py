from accounts.admin import breach, chain, outbox, policy, privacy, restriction, rights, setting, signature, token, user

__all__ = [
    "breach",
    "chain",
    "outbox",
    "policy",
    "privacy",
    "restriction",
    "rights",
    "setting",
    "signature",
    "token",
    "user",
]
