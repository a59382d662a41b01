"""The demonstration partnership: made-up children whose returns add up to the official statistics.

Nobody here is real. The children, their dates and their reasons are drawn by a seeded lottery
from `targets.py`, which reads what the Department for Education published for the two
authorities; so what the returns are counted to must be what was published.
"""
