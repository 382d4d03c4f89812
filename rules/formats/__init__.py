"""Judgements about single values: pure functions that know nothing of documents or rules.

They return what they found and never the value itself in a text, so that no message can leak it.
Nothing here imports phonenumbers, pycountry or stdnum before a value needs it.
"""
