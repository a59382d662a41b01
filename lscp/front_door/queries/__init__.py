"""Questions that the pages and actions of the front door ask of the database."""
