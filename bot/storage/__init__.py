"""What is held between two turns, and only that: sealed, for as long as a conversation lasts, and then gone."""
