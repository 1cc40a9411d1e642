"""A simulated buurt as a database of the bot: the one place that knows both the simulation and the storage.

`bot.simulation` may not know how anything is stored, and the bot itself must run without the simulation: so what
joins the two stands above both, beside the command line.
"""
