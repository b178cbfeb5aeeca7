"""The error that every fault in the knowledge data is reported as."""

from dataclasses import dataclass


@dataclass
class KnowledgeError(Exception):
    """A fault in a data file, in words for the person who edits it.

    Attributes:
        file: the data file's name, relative to the knowledge folder.
        where: the entry's key or place in the file; empty where the whole file is meant.
        problem: what is wrong and what to do about it.
        others: faults of the same kind that were found with it.
    """

    file: str
    where: str
    problem: str
    others: tuple["KnowledgeError", ...] = ()

    def __str__(self) -> str:
        """Name file, entry and problem on one line."""
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.problem}"
