"""The agenda: what staff see of appointments, note down about them, and do while somebody is here or on the phone."""
