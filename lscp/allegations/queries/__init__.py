"""Questions that the register asks of its own records."""
