"""One line a page."""
