"""Outline and source → doubts about the structure: the text may be whole and misread, which fidelity cannot show."""
