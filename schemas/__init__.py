"""JSON Schemas of the seven documents; see docs/schemas.md.

The version and the date of the API that the schemas and rules describe are written here alone.
"""

from __future__ import annotations

from datetime import date

API_VERSION = "2020-09-14_1.778.0"
"""The version of Plaid's OpenAPI file that the schemas describe."""
API_DATE = "October 2026"
"""The month of that version, as messages name it."""
API_DAY = date(2026, 10, 31)
"""The last day of that month: whoever runs this release lives later."""
