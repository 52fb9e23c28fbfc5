"""What the portal knows of people, why, for how long, and what becomes of it."""
