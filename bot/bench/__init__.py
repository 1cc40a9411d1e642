"""How fast the bot is, measured on the machine at hand; used by the command line only."""
