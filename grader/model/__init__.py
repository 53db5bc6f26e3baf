"""The words that every room shares: frozen records, how they are read and looked at, and nothing that acts on them.

``values`` is what can be sent and observed, ``path`` names a place in it, ``spec`` is an assignment as written,
``calls`` what a child is asked, ``record`` what it answered, ``result`` what the grader made of it.
"""
