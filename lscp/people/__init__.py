"""People: children, the adults around them, and how they are found; each fact has its dates.

A *person* is a child (also one not born yet) or an adult. Names, addresses and identifiers are
*parts* of a person, found and hidden with them. A *key* is how a name is compared: as it is
written without accents, and as it sounds.
"""
