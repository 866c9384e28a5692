"""Divisions → Edition: anchors, collation of witnesses, proof of fidelity."""
