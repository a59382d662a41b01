"""The actions of the register: one function a verb."""

from .register import record_adult, record_employer

__all__ = ["record_adult", "record_employer"]
