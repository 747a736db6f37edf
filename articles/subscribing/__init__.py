"""What a reader meets who wants an edition’s digest: a form, and signed links."""
