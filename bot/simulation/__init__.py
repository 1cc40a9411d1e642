"""A buurt over months, in which the matching policy that the bot runs stands beside its rivals.

The engine is the production engine: this package supplies facts and a clock, and counts what comes of it.
"""
