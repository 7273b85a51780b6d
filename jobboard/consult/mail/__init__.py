"""Questions and replies that come by mail.

A mail is kept before its server is told that we have it, and read by the worker afterwards:
`receiving` keeps it, `reading` makes words of it, `sorting` says what it is, `handling` acts on it.
"""
