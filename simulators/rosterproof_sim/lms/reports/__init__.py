"""What the LMS can tell about training: who was compliant when, what expires, who is cleared, what it costs."""
