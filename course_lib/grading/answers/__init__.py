"""What a learner should hand in, computed for their own draw: for marking, for reference solutions, and for a dispute."""
