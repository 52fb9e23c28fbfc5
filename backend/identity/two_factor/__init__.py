"""Password, authenticator app (TOTP) and recovery codes; the second step that sign-in asks for."""
