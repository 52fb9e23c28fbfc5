"""Messages that appear on people's devices (Web Push): who gets them, and how they get there."""
