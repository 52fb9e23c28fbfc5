"""Mail to people: stored with the change that gives rise to it, sent by a job, kept in the list until it has left."""
