"""Links in published texts (A46): found in a text, looked at inside the site, or asked of other sites.

What is kept of them, and when they are looked at, are acts: `articles.actions.links` and `articles.actions.nights`.
"""
