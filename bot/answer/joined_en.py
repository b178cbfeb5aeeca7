"""The English words that tell where in a sentence another request begins."""

import re

_ONE = r"(?:who(?:m|se)?|what|which|how|why|when|where)(?:['’]?s|['’]re)?"
_BE = r"(?:is|are|was|were)"
_CAN = r"(?:can|could|will|would|should|shall|may|must)"
_DO = r"(?:do|does|did)"
_HAVE = r"(?:has|have|had)"
_NOT = r"(?:n['’]?t)?"
_SUBJECT = (
    r"(?:it|they|there|he|she|we|i|you|this|that|these|those|the|any|all|both|each|every|some|"
    r"no|one|my|our|your|his|her|its|their|somebody|anybody|anyone|someone|\w{3,}s)\b"
)
_BEFORE = (
    r"(?:from|by|through|in|on|at|to|for|with|of|under|since|until|till|out of|over|into|via|after|"
    r"within|against|about)"
)
_TELL = (
    r"(?:tell|explain|list|name|give|show|quote|describe|summari[sz]e|clarify|outline|"
    r"let (?:me|us) know)"
)
_LINK = r"(?:and|plus|also|but|as well as|&)"

FILLER = re.compile(
    r"[\W_]*(?:(?:and|plus|also|then|but|so|well|ok(?:ay)?|now|please|pls|kindly|again|besides|"
    r"as well as|by the way|btw|in particular|if (?:so|yes|not|no)|in (?:that|which) case|"
    r"secondly|finally|lastly|just|exactly|roughly)\b[\W_]*)*",
    re.I,
)
"""What may stand between two requests, or before one, and belongs to neither."""

BOUNDARY = re.compile(rf"\s*,\s*(?P<comma>{_LINK}\s)?|\s+{_LINK}\s+|\s*[–—(]\s*|\s+-+\s+", re.I)
"""Where a clause may end."""

STARTS = re.compile(
    # A question word, with a preposition before it or not ("by when"), …
    rf"(?:{_BEFORE}\s+)?{_ONE}\b"
    # … a verb before its subject, or a wish to be told.
    rf"|(?:{_BE}|{_CAN}|{_HAVE}){_NOT}\s+{_SUBJECT}|{_CAN}{_NOT}\s+an?\b|{_DO}{_NOT}\s+(?!not\b)\w|{_TELL}\b",
    re.I,
)
"""How a request begins."""

UNDER = re.compile(
    # "When we have signed, …", "which is for industries" and the like ask nothing.
    rf"(?:when|where)(?:ever)?\s+(?!{_BE}|{_CAN}|{_DO}|{_HAVE}|exactly|precisely|else|in|on|and|"
    r"or)\b(?=\w)"
    r"|(?:(?:what )?if|while|because|since(?! when)|as|once|unless|although|though|after|before|"
    r"given)\b"
    rf"|(?:{_BEFORE}\s+)?which\s+(?:{_BE}|{_CAN}|{_HAVE}|{_DO})\b",
    re.I,
)
"""How a clause begins that asks nothing, for all its question word."""

APPENDED = re.compile(rf"(?:{_BEFORE}\s+)?(?:who(?:m|se)?|which|where|when)\b", re.I)
"""How a relative clause may begin after a comma: a question where it follows on another alone."""

ASKS = re.compile(
    rf"(?<![\w-]){_ONE}\b|\b(?:whether|{_TELL})\b|^(?:{_BE}|{_CAN}|{_HAVE}|{_DO})\s+\w", re.I
)
"""What makes a clause ask, wherever it stands in it."""

QUESTION = re.compile(rf"(?:{_BEFORE}\s+)?{_ONE}\b", re.I)
"""How a clause begins that asks by a question word."""

TELLING = re.compile(
    rf"\b(?:{_TELL}|know|wonder(?:ing)?|says?|ask(?:s|ing)?|find out|understand|learn)\b", re.I
)
"""What a question may hang on without its verb before its subject: "tell me when it meets"."""

HANGING = re.compile(rf"\b(?:{_ONE}|whether|if|or|nor|between|both)\W*$", re.I)
"""How a clause ends that what follows belongs to: "who decides whether and when …"."""

NOTHING = re.compile(
    # A wish to be told without what, and a tag.
    rf"(?:.*\W)?{_TELL}(?: me| us)\W*|(?:.*\W)?let (?:me|us) know\W*|{_TELL}\W*"
    rf"|(?:{_BE}|{_CAN}|{_DO}|{_HAVE}){_NOT}\s+(?:it|they|he|she|we|i|you|that|there|this)"
    r"(?:\s+not)?\W*",
    re.I,
)
"""What asks nothing by itself."""

POINTS = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b", re.I)
"""What stands for a thing that was named before."""
