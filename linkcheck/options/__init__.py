"""What the options of ``Checker`` and the keys of a configuration may hold.

``facts`` and ``kinds`` describe the values, for both; ``arguments`` reads the options in Python.
"""
