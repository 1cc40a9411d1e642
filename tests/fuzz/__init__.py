"""Bad input: updates of every kind in Telegram's description, and of none, through the whole bot.

`python -m tests.fuzz --updates 100000` is the long form; the tests beside this file are the short one.
"""
