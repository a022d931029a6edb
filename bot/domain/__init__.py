"""The trade itself: plain frozen values, their rules, and the protocol of each repository."""
