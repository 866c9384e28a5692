"""The frozen types that rooms exchange. Imports nothing of ours."""
