"""Typed text -> Reading. Pure but for rapidfuzz: no files, no clock, no YAML, no memory of what was typed.

The words live in `locales/<code>/phrases.yaml`; this package knows no Dutch and no place. It does not hear alarms
yet: the plainest danger sentences are words of the command `help`, so that they reach the helplines at once.
"""
