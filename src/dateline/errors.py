"""Every error Dateline raises on purpose.

DatelineError
├── UsageError            the call or the command was wrong            exit code 2
├── SourceError           one source could not be read                 exit code 1, the rest goes on
├── ModelError            a value does not fit the contract (a span outside its text, an unknown id)
├── KindsError            a knowledge file is wrong; names file and entry
└── StoreError            the store cannot be opened, or is of another version

Each message says what was wrong, where, and what to do.
"""


class DatelineError(Exception):
    """The root of the tree: catch this to catch all that Dateline raises on purpose."""


class UsageError(DatelineError):
    """The call or the command was wrong: nothing was done."""


class SourceError(DatelineError):
    """One source could not be read; `source` names it, `reason` says why, `advice` what to do."""

    def __init__(self, source: str, reason: str, advice: str) -> None:
        """All three become one line of message."""
        super().__init__(f"{source}: {reason}; {advice}")
        self.source = source
        self.reason = reason
        self.advice = advice


class ModelError(DatelineError, ValueError):
    """A value does not fit the contract, such as a span that lies outside its text."""


class KindsError(DatelineError):
    """A knowledge file is wrong; the message names the file and the entry."""


class StoreError(DatelineError):
    """The store cannot be opened or is of another version."""
