"""Buurtkring: the people of a neighbourhood help each other, through a Telegram bot."""
