"""What a rule is, and how rules run: nothing here knows of Plaid."""
