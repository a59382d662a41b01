"""The actions of the register: one function a verb."""
