"""How passwords are hashed in tests: by the same algorithm as on a site, but in a thousandth of its work."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Light(Argon2PasswordHasher):
    """Argon2 that anybody could try out: some hundred tests have a password, and each is hashed several times."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
