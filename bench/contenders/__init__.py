"""The engines that hold the same conversation, one a file, and how they are timed.

A contender has `name`, `keeps` (what its bytes are), `talk(times)` -> the replies of the last conversation, and
`state()` -> what has to be kept of one conversation after its last turn.
"""
