"""Every reason to say no. `handlers.dispatch` turns each into one kind reply; nothing is changed then.

The messages are for developers and carry ids only, never names or texts.
"""


class BuurtkringError(Exception):
    """Base of all errors that the bot raises on purpose."""


class RefusedError(BuurtkringError):
    """The action was understood and is not done; the resident gets a kind answer."""


class NotAllowedError(RefusedError):
    """This resident may not do this to this row."""


class GoneError(RefusedError):
    """The row is no longer in a state in which this can be done (an old or forged button)."""


class BusyError(RefusedError):
    """Somebody else is at it at this moment; it can be done later."""


class NotUnderstoodError(RefusedError):
    """The answer does not fit the question; the question is asked again."""


class TooManyError(RefusedError):
    """A limit was reached, such as that of live posts."""


class SettingsError(BuurtkringError):
    """A setting is missing or wrong; the text is one clear line for the operator."""


class StorageError(BuurtkringError):
    """The database cannot be used as it is; the text tells the operator what to do."""
