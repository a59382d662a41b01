"""The front door: contacts, checks by partners, referrals and assessments."""
