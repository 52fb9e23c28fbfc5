"""A PIN that customers read out on the phone, so that an agent knows who is calling."""
