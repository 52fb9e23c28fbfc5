"""What the company does to somebody's account: ending its sessions, closing it, opening it again."""
