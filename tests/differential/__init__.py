"""The differential run: random schemes and facts through both evaluators, compared to the last digit.

    texts → random_facts, random_formula → random_items, random_judging → random_scheme (a case)
    compare (runs both) → mechanisms (what occurred), shrink → __main__ (the run)

Every case goes through the readers as YAML text. `python -m tests.differential --cases 2000`.
"""
