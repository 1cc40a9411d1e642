"""Updates as Telegram sends them, into the handlers."""
