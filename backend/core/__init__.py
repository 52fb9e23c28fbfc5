"""What every feature stands on: settings, database, errors, clock, money, jobs, mail, storage. Knows no HTTP."""
