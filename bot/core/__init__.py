"""What decides: pure functions over frozen data, standard library only.

No clock, no chance, no files, no locale and no logging in this package. Time, language and content come in
as arguments; what was decided goes out as events. `tests/core/test_purity.py` holds it to that.
"""
