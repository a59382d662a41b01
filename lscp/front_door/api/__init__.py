"""Contacts from partners' systems, over HTTPS: what they send, what they are answered."""
