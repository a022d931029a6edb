"""The one door: a Call comes in, a Card or a Form goes out, the rest goes through the outbox."""
