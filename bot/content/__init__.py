"""Content from disk: strict YAML with locations, decoded into the frozen data of `bot.core`, and checked."""
