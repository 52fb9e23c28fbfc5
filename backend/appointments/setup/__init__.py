"""What can be booked: locations, services, and who or what is there when. Staff set it up."""
