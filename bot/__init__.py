"""Thuiswijzer: an anonymous, rule-based chat assistant for parents and youths.

Read `docs/decisions/` for why things are as they are; `README.md` for where things are.
"""

__version__ = "0.1.0"
