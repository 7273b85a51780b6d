"""Landing pages: one for each specialty, credential, setting, role, level, state, remote work in a
state, code family and company, with what is true of its jobs on the board."""
