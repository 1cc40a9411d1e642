"""Plain charts for a phone: `chart` says what a chart shows, `picture` draws it (matplotlib is loaded only then)."""
