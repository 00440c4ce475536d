"""Reading facts: which actions a story reports, on which day, where, how many, and who says so."""

from solidary.chronicle.facts.reading import read_story
from solidary.chronicle.facts.story import Action, Day, Fact, Reading, Span, Story, Turnout, Where

__all__ = ["Action", "Day", "Fact", "Reading", "Span", "Story", "Turnout", "Where", "read_story"]
