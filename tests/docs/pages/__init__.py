"""What a page needs before its snippets run: a module a page, http_clients for http-clients.md.

`prepare(monkeypatch, tmp_path)` may put fake servers and files in place, the current folder being
the page's own, and gives names for the page's Python or None. `check(names)`, if it is there, looks
at the names that the page's Python has left.
"""
