"""What the documents say: letters, summary and notice as values, without any format.

This is the one place that knows what each edition may show; whatever draws or writes shows all that it is given.
"""
