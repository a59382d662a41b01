"""Who signs in: users, and what they may do."""
