"""What is said when a file is no return at all."""


class NotAReturn(ValueError):
    """A file of which nothing was loaded: which file, at which line, why, and what to do.

    `line` is 0 where the file as a whole is at fault.
    """

    def __init__(self, file: str, line: int, reason: str, remedy: str = "") -> None:
        self.file, self.line, self.reason, self.remedy = file, line, reason, remedy
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {reason}{' ' + remedy if remedy else ''}")

    def __reduce__(self) -> tuple[type, tuple[str, int, str, str]]:
        return type(self), (self.file, self.line, self.reason, self.remedy)
