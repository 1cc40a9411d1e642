"""A local Bot API server with a page of phones, so that the bot runs with no token.

It knows nothing of our bot: what it knows is Telegram.
"""
