"""Articles as Markdown, for programs that read (A63)."""
