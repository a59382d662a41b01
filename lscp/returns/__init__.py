"""Statutory returns: read, checked, turned into facts, and written. Knows no Django.

Each return is a folder of the same files: `tables` (the published schema), `read` (file to
tables), `rules/` (the published checks), `facts` (tables to facts), `produce` (facts to file).
"""

from lscp.returns.check import Check, check
from lscp.returns.errors import NotAReturn

__all__ = ["Check", "NotAReturn", "check"]
