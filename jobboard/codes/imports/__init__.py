"""Taking code systems and facts about codes from official files.

`reading` streams lines, `tables` recognizes a layout by its header, `layouts` says what each file's
columns mean, `checking` reads a whole file and compares it with what is there, `writing` puts the
rows into a release out of sight and shows it at one stroke.
"""
