"""Finding what should not stand in public text: one module for each way in which somebody can be found or robbed."""
