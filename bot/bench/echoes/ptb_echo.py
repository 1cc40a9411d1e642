"""A plain echo bot with python-telegram-bot and its defaults, to compare with; a program of its own."""

import os
import sys

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Stop the spinner, and show what was pressed in place of the message."""
    query = update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text(query.data or "")


def main() -> None:
    """`ptb_echo.py [concurrent]`, with BOT_TOKEN and BOT_API_URL."""
    builder = (
        Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{os.environ['BOT_API_URL']}/bot")
    )
    if "concurrent" in sys.argv:
        builder = builder.concurrent_updates(True)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling()


if __name__ == "__main__":
    main()
