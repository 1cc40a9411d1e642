"""Who may do what, for every button, command and service: one table, and the tests that hold the bot to it."""
