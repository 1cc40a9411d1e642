"""Reading dates, clock times, parts of day and recurrences out of a message."""
