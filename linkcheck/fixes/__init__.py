"""Fixes: from the patches that rules attach to fixed values and fixed texts.

``engine`` decides which fixes to apply, ``patch`` applies RFC 6902 operations to a value, ``text``
and ``yaml_text`` turn them into minimal edits of a JSON or YAML text, and ``diff`` shows what an
edit changes.
"""
