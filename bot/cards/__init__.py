"""Every card that the bot shows, each made by a function of its own; `netlearn gallery` finds them all."""
