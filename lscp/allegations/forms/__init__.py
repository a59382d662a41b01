"""The forms of the register: one an action."""
