"""Everything that can be done to contacts, checks, referrals and assessments."""

__all__: list[str] = []
