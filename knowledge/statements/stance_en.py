"""The English words that say whether a thing is there; see `stance` for the kinds and reaches.

The text is normalised before: "n't" is " not", "w/o" is "without". The first pattern that matches
at a place wins, so longer phrases stand before the words that they hold.
"""

from __future__ import annotations

MASK = "\ue000"
_ADV = (
    r"(?:(?:yet|been|be|being|even|all|both|also|still|now|already|really|quite|so|too|fully|"
    r"entirely|completely|exactly|explicitly|clearly|actually|just|either|ever|currently|as yet|"
    r"at all|\d+ ?%|have|able to|there) ){0,4}"
)
_BE = r"(?:is|are|was|were|be|been|being|gets?|got|'s)"
_ELEMENT = (
    r"(?:elements?|items?|points?|things?|parts?|criteria|criterion|emphas[ei]s|aspects?|areas?|"
    r"features?|requirements?|boxes|box|bits?|ones?|pieces?|matters?)"
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|[1-7])"
_THERE = (
    r"(?:set(?: out)?|includ(?:ed)|contained|covered|mentioned|specified|listed|stated|"
    r"written(?: down| in| out)?|spel(?:led|t) out|laid (?:down|out)|defined|fixed|addressed|"
    r"provided(?: for)?|named|added|inserted|put in(?:to)?|accounted for|dealt with|described|"
    r"assessed|evaluated|graded|designated|linked|done|ok(?:ay)?|fine|present|available|ready|"
    r"in place|in hand|on board|there|met)"
)
_LEARN = (
    r"(?:tell|say|see(?! any)|read|check|verify|confirm|find out|make out|determine|establish|"
    r"judge|recall|remember|know|be sure|be certain|open)"
)
_MIND = r"ma(?:de|ke) up (?:my|our|his|her|its|their) minds?"
_LEARNT = (
    rf"(?:sure|certain|clear|know[ns]?|told|heard|seen|checked|confirmed|decided|determined|agreed|"
    rf"settled|finali[sz]ed|remember|recall|f[io]und out|verified|negotiated|{_MIND}|"
    r"(?:got|gotten|come|been) back(?: to \w+)?|replied|answered|responded|received)"
)
_SAID = r"(?= (?:is|are|was|were|has|have|do|does|not|missing|yes|no)(?![a-z])|[:,;)])"
_IF = r"(?: (?:about|of|on|as to|if|whether|that))?"
_OF = r"(?: (?:of|on|about|to|for|with|as to|regarding|concerning))"

_UNKNOWN = (
    r"may be \w+ or may not|may or may not|might or might not|may(?:be)?,? maybe not",
    r"before (?:we|i|he|she|they) (?:got|came|could get|reached)(?: as far as| to)?",
    rf"(?:can|could|may|might) not {_ADV}{_LEARN}{_IF}|(?:not able|unable) to {_LEARN}{_IF}",
    rf"(?:i|we|he|she|they|who) (?:do|does|did|have|has|had|would) not {_ADV}"
    rf"(?:said?|tell|told|mention(?:ed)?|specify){_IF}",
    rf"(?:not|never) {_ADV}{_LEARNT}{_IF}|not sa(?:y|id) (?:if|whether)",
    r"(?:would|did|does|will) not open|any(?:one|body)'s guess",
    rf"(?:nobody|no one|no-one|none of (?:us|them)|neither of us)(?: \w+)?(?: \w+)? "
    rf"(?:{_LEARNT}|{_LEARN}|says|said|tells){_IF}",
    rf"(?:who|god|heaven) knows{_IF}|no way (?:of|to) (?:know|tell|check|say)(?:ing)?{_IF}",
    rf"dunno{_IF}|beats me|(?:we|i|you) will see|possibly|(?:a )?question marks?",
    r"no word (?:yet )?from|pending|illegible|unreadable|hard to (?:tell|say)|maybe|perhaps",
    r"appl(?:ied|ying) for|(?:asked|asking|hoping|waiting) for|requested|waiting to hear|awaiting",
    rf"no (?:idea|clue|information|info|news|knowledge|certainty|decision|agreement|answer){_IF}",
    rf"(?:un(?:sure|clear|known|decided|certain|settled|confirmed|resolved)|tb[dca]){_IF}",
    r"to be (?:decided|confirmed|determined|agreed|negotiated|discussed|clarified|checked|"
    r"settled|announced)|open question|(?:still|left|remains?|is|are) open|up in the air",
    r"under (?:discussion|negotiation|review|consideration|debate)|in (?:discussion|negotiation)",
    r"(?:being|still|we are) (?:discuss|negotiat|argu|check|debat|ask|clarif)(?:ing|ed|ied)",
    r"(?:may|might) (?:or (?:may|might) not|contain|include|have|hold)",
    r"forg[eo]t(?:ten)? (?:if|whether)|(?:heard|told|know) nothing(?: at all)?",
    r"ha(?:s|ve) yet to|(?:has|have) not (?:arrived|come)",
    rf"yet to be {_LEARNT}",
)

PATTERNS: tuple[tuple[str, str], ...] = (
    ("void",
     r"(?:need|want|like|ha(?:s|ve)) to (?:know|check|find out|be sure|hear)|"
     r"no (?:problem|doubt|matter|worries|wait|sorry|actually)|not (?:only|just|merely|solely)|"
     r"or not|or no|as well as|with (?:regard|respect) to|nothing to do with|unless|"
     rf"the first (?:draft|version|page|half|phase|year|time)|in (?:line|principle)|"
     rf"missing {_ELEMENT}|(?:(?<=all )|(?<=everything )|(?<=what )|(?<=whatever ))(?:that )?"
     r"(?:it|they|one|we|a contract) (?:should|must|needs?|ought|has to)"
     r"(?: (?:to )?(?:set|have|contain|hold|include|cover))?"),
    ("wh",
     r"(?:missing|lack(?:s|ing)?|forg[eo]t|add|leaves? out) (?:what|anything|something)|"
     r"(?:what|which)(?: else)?(?: is| are|'s)?(?: still| yet| else| not){0,3} "
     r"(?:missing|lacking|absent|left out|left|there)(?! (?:is|are)|:)"),
    ("no_on",
     r"(?:what|which)(?: is| are)(?: still| yet| else){0,3} (?:missing|lacking|absent|left out)"
     r"(?: (?:is|are)|:)|"
     r"what (?:we|it|they|the \w+)(?: still| yet)? (?:(?:do|does) not (?:yet )?have(?: yet)?|"
     r"lacks?) (?:is|are)"),
    ("suppose",
     r"what if|if|suppose|supposing|assum(?:e|ing)(?: that)?|once|imagine|provided that"),
    ("unknown", "|".join(_UNKNOWN)),
    ("settled",
     r"settled|agreed(?! to)|decided|confirmed|finali[sz]ed|for certain|is certain|sure"),
    # asked, or a duty
    ("no_on", r"(?:still|yet) (?:need|have|has|needs) to (?:add|write|put in|include|set)"),
    ("no_back",
     r"(?:still |yet |needs? |has |have |remains? ){1,3}to be (?:added|written|included|set)"),
    ("ask_on",
     rf"(?:miss(?:es|ed|ing)?|meets?|met|reach(?:es|ed)?|achiev(?:es?|ed)|hits?|fulfils?|fails?) "
     rf"(?:its|their|our|your)(?= {MASK})"),
    ("ask",
     r"whether|(?:tell|know|ask|see|check|wonder(?:ing)?|say)(?: me| us)? if|wonder(?:ing)?|must|"
     r"should|ought to|needs?(?: to)?|ha(?:s|ve|d) to|required?|requirement|necessary|obligatory|"
     r"mandatory|compulsory|optional"),
    # what is all, what is left, which of those named
    ("yes_on+all",
     r"(?:lacks?|misses|omits?|forgets?) nothing|leaves? nothing out|"
     r"ticks? (?:all the boxes|every box)"),
    ("not+rest", r"(?:nothing|no one|none) else|no others?"),
    ("not+all",
     r"nothing(?= (?:is|was|has been|'s|missing|left out)(?![a-z])| ?(?:[.,;!)\n]|$))|"
     rf"none of (?:the |these |those |them)?(?:{_NUMBER}|{_ELEMENT})?|"
     rf"(?:not (?:a single|one)|no single) {_ELEMENT}|no {_ELEMENT}(?= (?:is|are|was|were) )"),
    ("no", r"(?:(?<=: )|(?<=[–—-] ))nothing(?: yet| so far| at all)?"),
    ("only",
     rf"the one {_ELEMENT}(?= (?:that|we|it|which|missing|lacking|not|still))|"
     r"nothing (?:but|(?:more|other) than)|no more than"),
    ("no_on",
     rf"(?:not a (?:single )?word|nothing)(?: whatsoever)?{_OF}|not a (?:single )?word|no "
     rf"(?:mention|word|trace|sign|reference|section|clause|chapter|page|provision|line)s?{_OF}"),
    ("all+except", r"(?:all|everything)(?: of it| the others?)? but"),
    ("rest",
     rf"(?:all|everything|anything) else|(?:all )?(?:of )?(?:the )?(?:rest(?! of (?:it|the "
     rf"(?:contract|draft|text|week|day)))|remainder|remaining(?: {_NUMBER})?(?: {_ELEMENT})?|"
     rf"others|other (?:{_NUMBER}(?: {_ELEMENT})?|{_ELEMENT}))"),
    ("all",
     rf"everything|anything(?= (?:missing|left))|all (?:of )?(?:the |its |our |these |those )?"
     rf"(?:{_NUMBER}(?: {_ELEMENT})?|{_ELEMENT})|all of (?:it|them)|"
     rf"every(?: single)?(?: one of the {_NUMBER}| {_ELEMENT})|"
     rf"each (?:{_ELEMENT}|of the {_NUMBER})|(?:the |its )?(?:four|five|seven) {_ELEMENT}"),
    ("count", rf"{_NUMBER}(?: out)? of (?:the |these |those |our )?{_NUMBER}(?: {_ELEMENT})?"),
    ("order",
     rf"(?:the )?(?:first|last)(?: {_NUMBER})?(?: {_ELEMENT})?{_SAID}|"
     rf"the (?:second|third|fourth|fifth|sixth|seventh)(?: {_ELEMENT})?{_SAID}|"
     r"the (?:former|latter)"),
    ("sole", r"that is (?:all|it)(?= ?(?:[,.;!)\n]|$))|nothing more(?! than)"),
    ("only",
     r"only(?! (?:half|\d|when|if|after|because|recently|then|so|one of|two of|a (?:few|part)))|"
     r"solely|merely|purely|exclusively|alone"),
    ("just", r"just"),
    ("except",
     r"except(?:ing|ed)?(?: for| that)?|apart from|other than|aside from|but for|save(?: for)?"
     r"(?= the)|minus|bar(?:ring)?(?= )|with the exception of"),
    # not there
    ("no_on",
     r"lack(?:s|ed)?(?: of)?|excludes?|short of|devoid of|"
     r"fails? to \w+|(?:can|could) not (?:find|see any)|in vain for"),
    ("no", r"silent(?: (?:on|about))?"),
    ("no_on", rf"le(?:aves?|ft|aving)(?= (?:\w+ )?{MASK}+ (?:\w+ )?out)"),
    ("no", r"(?:(?<=is )|(?<=are )|(?<=still ))lacking"),
    ("no_with", r"without|lacking|excluding"),
    ("no", r"no(?= ?(?:[,.;:!?)\n—–]|-[ ]|$))|nope|nah|none|nil|n(?= ?[,.;)\n]|$)|x"),
    ("yes_on", r"(?:and )?so (?:is|are|does|do|has|have|did)(?= (?:a|an|the|its|our|their))"),
    ("not", r"not|never|nowhere|no longer|hardly|nobody|no one"),
    ("no_det", r"neither|no|nor|not any|zero"),
    ("no",
     r"miss(?:ing|es|ed)?|absent|omit(?:s|ted|ting)?|le(?:ft|aves?|aving) (?:out|blank|empty)|"
     r"blank|empty|forg(?:ot|ets?|otten|etting)|drop(?:s|ped)?|skip(?:s|ped)?|removed?|deleted?|"
     r"struck(?: out)?|cut(?: out)?|t(?:ook|ake[sn]?|aking) out|thrown out|left off|cancelled|"
     r"scrapped|gone(?! (?:through|over|into|to|by|on))|(?:shut|closed|torn) down|dismantled|"
     r"refus(?:es?|ed|ing)|declin(?:es?|ed)|rejected|withdrawn|beyond (?:us|our)|excluded"),
    ("no_back", r"(?:is|are|was|were) (?:now |still )?out(?! of)|plays? no (?:role|part)"),
    # there
    ("yes_back",
     rf"{_BE} {_ADV}(?:{_THERE}|in(?! (?:line|principle|question|doubt|discussion|need)))|"
     rf"ha(?:s|ve) {_ADV}{_THERE}|made it|(?:do|does|did|is|are|was|were|has|have|will|would)"
     r"(?= ?(?:[.,;:!)\n]|$|too|as well))|exists?|stays?|stands?|remains?|of course|certainly"),
    ("yes_on", r"(?:section|chapter|part|clause|article|annex|page|paragraph) \d+"),
    ("yes_with", r"with|having|containing|including|setting|covering|listing"),
    ("yes_on",
     r"there (?:is|are|was|were|will be|would be)|sets?(?= )(?! out of)|contains?|includ(?:es?)|"
     r"(?:has|have|had)(?! (?:(?:also |now )?been|to|[a-z]+ed)(?![a-z]))|got|covers?|"
     r"specif(?:y|ies)|lists?|states?|mentions?|names?|lays? down|spells? out|defines?|holds?|"
     r"provides?(?: for)?|comprises?|consists? of|fixe?s?|adds?|keeps?|kept|assess(?:es)?|"
     r"looks? at|evaluates?|grades?|measures?|offers?|yes to|ok with"),
    ("yes",
     rf"{_THERE}|yes|yep|yeah|yup|y(?= ?[,.;)\n]|$)|in(?= ?(?:[.,;:!?)\n]|$)| (?:it|there|now|too|"
     r"as well|already|and|but)(?![a-z]))|check"),
    ("float", r"all|both|each|every|either"),
    ("also", r"also|too|as well|besides"),
    ("wh",
     r"what|where|who(?= )|whose|whom|why|how|when(?= (?:do|does|is|are|will|must))|"
     rf"which(?= (?:of|one|else|other|funds?|contracts?|platforms?|{_ELEMENT})(?![a-z]))"),
    ("presup", r"that|which"),
    ("verdict",
     r"complet(?:e|eness)|whole|enough|suffic\w+|fits?|match(?:es)?|compl(?:y|ies|iant)|eligible|"
     r"qualif(?:y|ies)|pass(?:es)?|valid|good|agree(?:s)?|full|item (?:twelve|12)|guideline|"
     r"square|the lot|acceptable|allowed|correspond|satisf(?:y|ies)|compare|accepted"),
)  # fmt: skip

INVERTED = (
    r"(?:(?:is|are|was|were|does|do|did|can|could|may|might|must|should|would|will|shall|need)"
    r"(?: not)? (?:it|this|that|these|those|the|an?|our|my|your|their|its|there|we|you|they|i|he|"
    r"she|any|all|anything|everything|every|such)(?![a-z])|"
    r"(?:has|have|had) (?:it|we|you|they|i|he|she|this|that|(?:the|our|your|a) "
    r"(?:contract|draft|agreement|plan|platform|district|assessment))(?![a-z]))"
)
"""A clause that begins so asks: an auxiliary before its subject."""

TELL = r"(?:tell|explain|describe|show|list|give|compare|summari[sz]e)(?: me| us)?(?![a-z])"

INITIAL = r"(?:(?:is|are|was|were|do|does|did|could|may|should|would|will) |can (?=\w+s ))(?!not )"
"""A sentence that begins so asks, whatever its subject is."""

TAG = (
    r"\s*(?:(?:is|are|was|were|does|do|did|has|have|can|could|will|would|should|must) not "
    r"(?:it|they|that|we|he|she|there)|right|correct|true|yes|no|is that (?:so|right|correct|true)|"
    r"am i right|or (?:is|are|does|do) (?:it|they) not)\s*"
)
"""A clause that makes a question of what stands before it."""

CONTRAST = (
    r"(?<!all )(?<!everything )(?<!nothing )but|while|whereas|although|though(?= )|however|if|"
    r"unless|because|once|when|(?<=, )yet|otherwise"
)
