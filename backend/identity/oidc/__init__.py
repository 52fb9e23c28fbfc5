"""Signing in with another service by OpenID Connect, and linking an account with one."""
