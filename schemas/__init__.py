"""JSON Schemas of the seven documents; see docs/schemas.md.

The version and the date of the API that the schemas and rules describe are written here alone.
"""

API_VERSION = "2020-09-14_1.697.4"
"""The version of Plaid's OpenAPI file that the schemas describe."""
API_DATE = "10 June 2026"
"""The day of that version."""
