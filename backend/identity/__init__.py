"""How people prove who they are: sessions, passkeys, codes by e-mail and letter; tokens of programs; limits."""
