"""The people of the demonstration: made-up organisations, accounts and families, built by actions.

The tables beside say what there is. None of it is real but the names of public bodies.
"""
