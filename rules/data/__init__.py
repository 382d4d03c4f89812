"""Tables of facts about Plaid and the world; README.md says where each comes from."""
