"""Training the model: messages by authors who have not seen the lexicon, and the command that learns from them."""
