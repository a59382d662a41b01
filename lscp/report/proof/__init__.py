"""The proof-reader of figures: finds every wrong number in a report before it is published."""
