"""Submissions: loads of returns and extracts, the facts made of them, and their trace."""
