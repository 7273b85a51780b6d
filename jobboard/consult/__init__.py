"""CaseConsultant: a question to a program first, and to a person where the program does not do."""
