"""Everything that can be done to contacts, checks, referrals and assessments."""

from .referral import record_referral

__all__ = ["record_referral"]
