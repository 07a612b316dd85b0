"""How an assessment folder comes to be: from a template, or from last year's assessment.

`start` and `roll_over` make a `Draft`, the files of a folder with what people have to decide, and write nothing;
`place` puts a draft on disk, whole or not at all. `unit_list` reads lists of units as offices have them, `form`
writes the blank files of facts, `templates/` holds whole small assessments as package data.
"""
