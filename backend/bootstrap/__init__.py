"""What `make` needs before anything is installed. Standard library only, and any Python from 3.11 on."""
