"""Questions to begin with, by subject: what the page offers to try."""

SAMPLES = (
    ("CPT codes", ("What is CPT code 99213?", "What is the difference between 38240 and 38241?")),
    ("Guidelines", ("Guidelines for E/M services", "How is sepsis sequenced?")),
    ("Modifiers", ("When do I use modifier 25?", "Modifier 59 or XS?")),
    ("Crosswalks", ("Which ICD-10-PCS codes go with 38240?", "What are GEMs?")),
    ("NCCI edits", ("Can 38220 and 38221 be billed together?", "What does MAI 3 mean?")),
    ("Compliance", ("What are the seven elements of a compliance program?", "What makes a query leading?")),
    ("Medicare coverage", ("Does Medicare cover 38240?", "When is an ABN required?")),
)  # fmt: skip
