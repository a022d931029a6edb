"""What runs by itself, beside the answers to calls: the relay, and the schedule that wakes it."""
