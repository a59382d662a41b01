"""Readers: a report of any kind becomes a document."""
