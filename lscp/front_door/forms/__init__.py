"""The forms of the front door, one for each action."""
