"""JSON Schemas of the seven documents; see docs/schemas.md."""
