"""How an assessment folder comes to be: from a template, or from last year's assessment.

`start` and `roll_over` make a `Draft`: the files of a folder, and what people have to decide; who asked for it writes
it. `unit_list` reads lists of units as offices have them, `form` makes the blank files of facts, `moved` says what of a
scheme changes with the year and `open_points` what may have to; `templates/` holds whole small assessments as data.
"""
