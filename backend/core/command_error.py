"""The one kind of error that a command answers with a sentence instead of a traceback."""


class CommandError(Exception):
    """A fact that keeps a command from doing its work.

    The message is one sentence for the person at the terminal: what is wrong, and what to do about it.
    `servicetheke` prints it and exits with code 1.
    """
