"""Tests of the schemas and of the shape check."""
