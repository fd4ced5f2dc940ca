"""A plan and a row of the user's own."""

OWN_ROW = """\
rows:
  - id: own-cats
    title: "Cat on the mat"
    group: general
    question: "Is a cat on the mat?"
    severity: avoid
    areas: [mat]
    why: "A cat has claws."
    say: "Lift the cat off first."
    sources: [P]
    grade: P
"""

OWN_PLAN = """\
plan: 1
title: Mine alone
steps:
  - kind: rest
    duration: 5s
"""
