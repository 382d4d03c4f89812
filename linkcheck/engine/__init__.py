"""The form of rules, and the runner. Nothing here depends on Plaid."""
