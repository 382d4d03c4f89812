"""Checks of single values: pure functions that do not depend on documents or rules.

Their results never contain the value itself in prose, so no message can leak it. Nothing here
imports phonenumbers, pycountry or stdnum before a value needs it.
"""
