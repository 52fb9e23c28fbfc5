"""What pages say about the problems of each feature, so that each page carries only its own sentences."""
