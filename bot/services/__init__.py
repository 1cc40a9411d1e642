"""Use cases: one function each, given an open unit of work. They never commit and never send."""
