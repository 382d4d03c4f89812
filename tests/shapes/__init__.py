"""Tests of the schemas and of the shape check."""

NO_WHEEL = "jsonschema-rs is not installed: the reference engine replaces it"
"""Why a test about the compiled engine is skipped."""
