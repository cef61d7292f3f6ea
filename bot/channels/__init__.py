"""From what a turn decided to what people see: pure rendering, and one thin adapter a channel."""
