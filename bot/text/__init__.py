"""Understanding what people write: small, fast, pure functions over a lexicon that is data."""
