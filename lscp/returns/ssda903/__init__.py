"""The SSDA903 return: children looked after by local authorities."""
