"""A copy of all that the site holds, in one encrypted file, and the way back (QR6, V33, V60).

The file is a ZIP encrypted in the format of age (age-encryption.org/v1): each table as lines of JSON, the files of
`settings.BACKED_UP`, and a manifest with the hash of each. It names no database: what was saved from SQLite may be
restored to PostgreSQL, and in ten years a stranger can read it without Gazette.
"""
