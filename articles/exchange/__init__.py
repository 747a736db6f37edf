"""Articles that come from other systems, and those that leave (A50): files are read here, and nothing is stored.

What a file says is hostile until it was read: XML without entities, JSON piece by piece, ZIP files of known names and
bounded size. Markup is put into our words here and cleaned by `accounts.safety.sanitize` when it is stored.
"""
