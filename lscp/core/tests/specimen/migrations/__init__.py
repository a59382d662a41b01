"""The tables of the specimen."""
