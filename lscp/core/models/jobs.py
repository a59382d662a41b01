"""Which jobs are done: the mark is written in the transaction of the work itself."""

from django.db import models


class JobMark(models.Model):
    """One job: done, or how the last attempt went wrong. `key` is its number, or words given it."""

    key = models.TextField(primary_key=True)
    done_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)  # the kind of error and where, never its words
    faulted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
