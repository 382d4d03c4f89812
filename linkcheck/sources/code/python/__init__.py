"""Python: its lowering to the shared form, its library, and its tokens."""
