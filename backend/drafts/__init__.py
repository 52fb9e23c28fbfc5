"""What somebody was typing when their session ended: kept for a day, for nobody but them."""
