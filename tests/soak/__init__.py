"""A neighbourhood lives a month with the bot, which is killed all the time: `python -m tests.soak`."""
