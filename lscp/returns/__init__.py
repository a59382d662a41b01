"""Statutory returns: read, turned into facts, and written. Knows no Django.

Each return is a folder of the same files: `tables` (the published schema), `read` (file to
tables), `facts` (tables to facts), `produce` (facts to file).
"""

from lscp.returns.errors import NotAReturn

__all__ = ["NotAReturn"]
