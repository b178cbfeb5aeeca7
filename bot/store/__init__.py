"""What the desk remembers: conversations, answers, settings, handovers, and work to be done."""
