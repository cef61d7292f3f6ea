"""The outbox goes out: in order within a chat, as fast as the platform allows, and never twice on a guess."""
