"""The catalogues: one folder a language, `buurtkring.po` in it; `.mo` files are built, not committed."""
