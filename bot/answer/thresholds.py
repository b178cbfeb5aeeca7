"""From which probability on something is taken as meant; found on question sets."""

SURE = 0.35
"""Below this, an answer says that it may not be what was asked, and a silence names no topic."""

MEANT = 0.5
"""From this probability on, something is taken as meant beside or instead of the likeliest."""

OPEN = 0.16
"""Below this, no entry is taken as meant, and the nearest passages are shown instead."""

LOOKED_UP = 0.15
"""From this probability of a look-up on, a message that names an item asks for the item."""

GOING_ON = 0.3
"""From this probability on, a message that leans on a rule's result goes on with the rule."""

CLEARLY = 0.98
"""From this probability of its topic on, even a message that leans on the last stands alone."""

CLEAR = 0.7
"""From this probability on, what is left open is asked for by the message's own words."""

TOP = 0.25
"""From this probability on, a rule that is likelier than anything else is meant."""

BY_NUMBER = 0.9
"""How sure a look-up by number is, which is grammar and no guess."""

BESIDE = 0.25
"""A second answer is said beside the first from this probability on, and half the first's."""

FOUND = 0.3
"""How much a sentence counts for being found, against being quoted by likely topics."""

NAMED = 1.0
"""How much a sentence counts for standing in an item that the message names."""

CLEAR_APART = 0.25
"""From this probability of its topic on, a message's only question is meant, not what is around."""

MARGIN = 0.15
"""How much clearer a question that points back must be alone to be read alone."""

PRESSED = 0.05
"""From this probability on, a matter is known that somebody presses for."""

PRESSED_FOR = 0.5
"""From this share of all matters' probability on, it is the one that somebody presses for."""

PRESSED_AT_ALL = 0.25
"""From this probability of all silences on, somebody presses for one of them."""

ALONE = 0.1
"""How much clearer a part of a sentence must be alone to be read without the part before it."""

JOINED = 0.35
"""From this probability of its topic on, a part of a sentence is a request of its own."""

WEAKER = 0.15
"""How much less clear than the whole sentence a request that it joins may be."""

OPEN_APART = 0.15
"""How much clearer the rest must be without a part that nobody foresaw, to be answered apart."""

EITHER = 0.3
"""From this probability of each on, both an answer and a silence may be meant: then a model may
settle which."""

FOUND_AT_ALL = 0.1
"""From this probability on, an entry was found near a question, and a model may settle for it."""
