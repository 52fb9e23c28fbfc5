"""What changes a recovery: it is started or sent by letter, told of, called off, and in the end completed."""
