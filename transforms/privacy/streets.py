"""Postal addresses in Latin letters: house number and street, unit, town, state and postcode."""

import re
from collections.abc import Iterator

from transforms.privacy.landmarks import KNOWN
from transforms.privacy.signs import PLACE, SIGN, SIGN_HINT, STATES
from transforms.privacy.spans import Span, apart

KIND = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Terrace|Ter"
    r"|Square|Sq|Parkway|Pkwy|Highway|Hwy|Close|Crescent|Cres"
    r"|Circle|Cir|Trail|Trl|Alley|Row|Mews|Gardens|Gdns|Grove|Walk|Quay|Wharf|Hill|Rise|Park|Broadway|Plaza"
    r"|Loop|Embankment|Expressway|Turnpike|Tpke|Pike|Esplanade|Promenade|Causeway|Freeway|Fwy|Bypass|Wynd|Marg"
    r"|Parade|Pde"
    r"|View|Path|Run|Ridge|Point|Pass|Green|Heights|Hts|Bend|Crossing|Xing|Landing|Hollow|Cove|Glen|Meadows?"
    r"|Mount|Vale|Yard"
    r"|Orchard|Cross|Villas?|Nagar|Colony|Commons?|Chase|Dale|Drove|Fold|Gate|Mall|Passage|Row|Spur|Trace|Valley|Vista)"
)
HINT = (
    rf"[0-9a-z.'] {KIND}(?:[^a-zA-Z]|$)"
    r"|[0-9] (?:[NSEW][a-z]* )?Broadway|[Pp]\.? ?[Oo]\.? ?[Bb]ox|(?:straße|strasse|str\.) [0-9]"
    r"|(?:allee|weg|platz|gasse|damm|ring|ufer) [0-9]{1,3} ?[a-z]?, "
    r"|(?:Road|Street|Avenue|Lane|Boulevard|[Ll]u|[Jj]ie),? (?:No\.? ?)?[0-9]"
    r"|[0-9],? (?:bis |ter )?(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Qq]uai|[Ii]mpasse|[Aa]llée|[Cc]ours) "
    r"|(?:Jalan|Jln|Lorong|Calle|Via|Viale|Vicolo|Rua|Carrer|Avenida|Avda\.?|Av\.|Piazza|Plaza|Paseo|Praça|Travessa"
    r"|Corso|Largo|Ronda|Camino) |C/ ?[A-Z]|Kowloon|New Territories|, Hong Kong|-(?:ku|shi|cho|machi|gu|dong|si)[, ]"
    r"|[A-Za-z],? [0-9]{3}-[0-9]{4}(?:[^0-9]|$)"
    r"|#[0-9]{2}-[0-9]"
    rf"|{SIGN_HINT}"
    r"|(?i-u:[0-9][a-z]?,? (?:[a-z0-9.]+ ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd"
    r"|court|ct|close|terrace|crescent|parkway|pkwy|highway|hwy))(?:[^A-Za-z]|$)"
    r"|(?:H|D|House|Plot|Door|Flat)[. ]*No|Plot [0-9]|Blk|(?:Block|Blk)\.? [0-9]"
)
NO_NAME = (
    r"(?!(?:Hour|Day|Week|Month|Year|Minute|Second|Mile|Mil|Kilometer|Star|Way|Door|Wheel|Lane|Percent|Best"
    r"|Top|New|Most|Great|Popular|Famous|Different|More|Million|Thousand|Hundred|Billion"
    r"|GB|TB|MB|Bit|Core|Point|Step|Tip|Thing|Reason|Rule|People|Player|Team|Car|Truck|Bus|Other|Beautiful"
    r"|Iconic|Big|Large|Small|Foot|Inch|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Road|Drive|Street|Park"
    r"|Unit|Chapter|Level|Lesson)s? )"
)
"""What numbers count, and what stands before no street's name."""
COUNTRY = (
    r"(?:USA?|U\.S\.A\.|United States|UK|United Kingdom|England|Scotland|Wales|Ireland|China|P\.?R\.? China"
    r"|Canada|Australia|New Zealand|France|Germany|Italy|Spain|Portugal|Netherlands|Belgium"
    r"|Switzerland|Austria|Japan|Singapore|Malaysia|India|Hong Kong|Taiwan|Macau|Brazil|Mexico|Sweden|Norway"
    r"|Denmark|Finland|Poland)(?![A-Za-z])"
)
NUMBER = r"(?:[NSEW](?=\d{3,5} ))?\d{1,6}(?:[A-Za-z](?![A-Za-z])|-\d{1,5}|/\d{1,4}|½)?"
NAME = r"(?:(?:[A-Z][A-Za-z0-9.'-]*|\d{1,3}(?:st|nd|rd|th)|of|the|de|la|del|du|van|von) )"
LATIN_UNIT = (
    r"(?:,? (?:(?:int|interno|scala|piano|apto?|app|appt|esc|escalera|piso|puerta|bajo|izda?|dcha?|bât|bâtiment|étage"
    r"|etage"
    r"|cedex|bte|bus|lok|wohnung|whg|stock|og|hinterhaus|hh|vorderhaus|c/o|andar|bloco|lote|sala|fundos|\d{1,2}[ºª°]"
    r"|fl|floor"
    r"|unit|suite)\.?(?: ?[A-Za-zºª\d/-]{1,6}(?![A-Za-z]))?|\d{1,2}[A-Z]|\d{1,2}-\d{1,2}(?![\w-])))"
)
"""Of a flat, as it is called in Spain, Italy, France, Germany, Portugal."""
UNIT = (
    r"(?:Room|Rm|Blk|Unit|Flat|Apt|Apartment|Suite|Ste|Building|Bldg|Block|Tower|Floor|Fl|Level|Lot|Dorm|House"
    r"|Shop|PO Box)\.? ?#?[A-Za-z]?\d{0,5}[A-Za-z]?(?:-\w{1,4})?"
)
WORDS = r"[A-Z][A-Za-zÀ-ÿ.'-]*(?: (?:[A-Z][A-Za-zÀ-ÿ.'-]*|of|upon|on|de|am|la|le)){0,3}"
POSTCODE = (
    r"(?:\d{5}(?:-\d{4})?|\d{6}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4}(?: [A-Z]{2})?"
    r"|\d{3}-\d{4})(?![\w-])"
)
STATE = r"[A-Z]{2,3}(?![A-Za-z])"
HALL = (
    r"(?:[A-Z][A-Za-z'.-]+ ){1,3}(?:Hall|House|Tower|Building|Bldg|Court|Residences?|Dorm(?:itory)?|Lodge|Mansions?"
    r"|Cent(?:er|re)"
    r"|Apartments|Hostel|Halls) (?:(?:Room|Rm|Flat|Unit|Apt)\.? ?|#)?[A-Z]?\d{1,4}[A-Z]?"
)
"""A house with a name, and the room in it, before the street."""
BEFORE = rf"(?:(?:{UNIT}|\d{{1,3}}/F|\d{{1,3}}(?:st|nd|rd|th) [Ff]loor),? ){{0,4}}"
AFTER = rf"(?:,? ?(?:{UNIT}|# ?\w{{1,6}}(?:-\w{{1,5}})?|\d{{1,3}}(?:st|nd|rd|th) [Ff]loor))*"
TOWN = (
    rf"(?:(?:,? ?\n ?)(?:{WORDS},? )?{STATE},? {POSTCODE}|(?:,? {WORDS}(?:,? {STATE})?"
    rf"| {STATE})?(?:, {WORDS}){{0,4}}(?:,? {STATE})?,? {POSTCODE}(?: {WORDS})?(?:,? {COUNTRY})?"
    rf"|(?:, {WORDS}){{0,4}}, {STATE}(?:, {COUNTRY})?|(?:, {WORDS}){{1,4}}(?=[.!?;\n\"|)\]}}<]|'(?![A-Za-z])|$)"
    rf"|(?:, {PLACE}(?: \d{{1,2}}(?![\w/-]))?){{1,3}})?"
)
PART = (
    r"(?:[A-Z][A-Za-zÀ-ÿ0-9.'-]*|\d{1,4}(?:st|nd|rd|th)|of|the|de|des|du|la|le|les|upon|#\w{1,5}(?:-\w{1,5})?"
    r"|\d{1,5}[A-Za-z]?)"
)
LOCALITY = r"(?:[A-Z][\w.'-]*|\d{1,3}(?:st|nd|rd|th))(?: (?:[A-Z][\w'-]*|of|\d{1,2}(?!\d)))*"
LOWER_KIND = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|close|terrace|crescent|parkway"
    r"|pkwy|highway|hwy)"
)
WARD = r"[A-Z][A-Za-z]+(?:-[A-Z][a-z]+)?"
"""A ward, town or prefecture of Japan or Korea."""
FUNCTION = r"(?:of|and|the|a|an|in|to|from|on|at|for|with|or|is|was|are|by|per|more|other|lane|hard|disk|gb|tb|mb)"
STREET = (
    rf"(?:No\.? ?)?{NUMBER},? (?:[NSEW]{{1,2}}\.? )?{NO_NAME}{NAME}{{1,5}}(?P<kind>{KIND})\b(?! (?:Trip|Map|Show"
    rf"|Test|Race|Rage|Fair|Art|Food|Style|Photo)s?\b)\.?(?: \d{{1,3}}(?=,? ?#\d|, [A-Z#]))?(?: (?:N|S|E|W|NW|NE"
    rf"|SW|SE"
    rf"|North|South|East|West|Central)(?![A-Za-z]))?"
)
FORMS = (
    re.compile(
        rf"(?<![\w.$£€#-])(?:{HALL}, )?{BEFORE}(?:{STREET}|{NUMBER} (?:(?:[NSEW]|North|South|East|West|Upper"
        rf"|Lower) )?Broadway){AFTER}{TOWN}"
    ),
    re.compile(
        rf"(?<![\w-])(?:{WORDS} (?:Road|Street|Avenue|Lane|Boulevard|Lu|Jie)|[A-Z][a-zà-ÿ]+(?:lu"
        rf"|jie)),? (?:No\.? ?)?{NUMBER}"
        rf"(?=, (?:[A-Z]|\d{{5,6}}))(?P<must>{AFTER}{TOWN})"
    ),
    re.compile(
        rf"(?<![\w-])[A-ZÄÖÜ][\w-]{{1,30}}?(?:(?:straße|strasse"
        rf"|str\.) \d{{1,3}} ?[a-z]?(?![\w-])(?:, (?:[A-Z]-)?\d{{4,5}} {WORDS})?"
        rf"|(?:allee|weg|platz|gasse|damm|ring|ufer) \d{{1,3}} ?[a-z]?, (?:[A-Z]-)?\d{{4,5}} {WORDS})"
    ),
    re.compile(
        rf"(?<![\w-]){NUMBER},? (?:bis |ter )?(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Cc]hemin|[Qq]uai"
        rf"|[Ii]mpasse|[Aa]llée|[Cc]ours|Carrer|Calle|Via) [\w' -]{{2,40}}, \d{{5}} {WORDS}(?:, {COUNTRY})?"
        rf"|(?<![\w-]){NUMBER},? (?:bis |ter )?(?:[Rr]ue|[Cc]hemin|[Ii]mpasse"
        rf"|[Aa]llée) [\w' -]{{2,40}}?, {PLACE}(?:, {COUNTRY})?"
    ),
    re.compile(
        rf"(?<![\w.$£€#/-]){BEFORE}(?:(?:No|Blk|Block)\.? ?)?{NUMBER},? {NO_NAME}(?:{PART}(?:, ?"
        rf"| )){{1,9}}?{SIGN}(?:,? {COUNTRY})?"
    ),
    re.compile(
        rf"(?<![\w-])(?:(?:(?:H|D|House|Plot|Door|Flat)\.? ?No"
        rf"|Plot)\.? ?#?[A-Z]?\d[\w/-]{{0,12}}(?:, {LOCALITY}){{1,6}}(?:[ -]+\d{{3}} ?\d{{3}}(?!\d))?"
        rf"|(?:(?:Flat|Villa|Apartment|Apt|Tower|Block|House"
        rf"|Unit)\.? ?#?[A-Z]?-?"
        rf"|(?<![A-Z])[A-Z]{{1,2}}-)\d[\w/-]{{0,8}}(?:, {LOCALITY}){{1,6}}[ -]+\d{{3}} ?\d{{3}}(?!\d))"
    ),
    re.compile(
        r"(?<![\w.$£€#/-])(?!(?:I|We|He|She|They|It|My|Our|At|In|To|From|On|The|Room|Page|Chapter|Figure|Table|Level"
        r"|Step|Day|Week|Windows|Boeing)\b)(?:[A-ZÄÖÜ][\wÀ-ÿ.'-]+"
        r"(?: (?:[A-ZÄÖÜ'][\wÀ-ÿ.'-]*|[\wÀ-ÿ-]*(?:stra(?:ss|ß)e|str\.|weg|laan|gracht|plein|vej|gata|gatan|väg)"
        r"|de[nrlsm]?|van|von"
        r"|am|an|im|zu[mr]|l[ae]s?|di|della|auf|op|het|te[nr]|d[ao]s?|an der"
        r"|in der)){0,3} \d{1,4} ?[a-zA-Z]?(?:[-/]\d{1,4}|(?:-| )[IVX]{1,4}|-hs)?, (?:[A-Z]{1,2}-\d{4,5}"
        r"|\d{5}|\d{4} ?[A-Z]{2}) [A-ZÄÖÜ][a-zÀ-ÿ]+(?:(?: (?:[A-ZÄÖÜ][a-zÀ-ÿ]+|am|an der))(?![\w]))?)"
    ),
    re.compile(
        rf"(?i)(?<![\w.$£€#/-])\d{{1,5}}[a-z]?,? (?:[nsew]{{1,2}}\.? )?{NO_NAME}(?!{FUNCTION} )(?:(?:[a-z]{{2,14}}"
        rf"|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}?"
        rf"{LOWER_KIND}\b\.?(?: [ns][ew]?\b)?(?P<unit>,? (?:apt|apartment|unit|suite|ste|flat|room"
        rf"|rm)\.? ?#?\w{{1,5}}\b|,? #\w{{1,5}})?"
        rf"(?P<state>,? (?:[a-z]{{3,14}} ?){{1,3}},? {STATES} \d{{5}}(?!\d))?"
        rf"(?(unit)|(?(state)|(?:, [a-z]{{3,14}}(?: [a-z]{{2,14}}){{0,2}}(?=[\n\"')]|$))?))"
    ),
    re.compile(
        rf"(?<![\w-])(?:(?P<always>Calle|C/|Via|Rua|Carrer|Avenida|Piazza|Corso)|Viale|Vicolo|Avda\.?|Av\.|Plaza|Paseo"
        rf"|Praça|Travessa|Largo|Ronda|Camino) ?(?:(?:[A-Za-zÀ-ÿ][\wÀ-ÿ.'-]*|\d{{1,2}} de),? (?:n[.º°]? ?)?){{1,5}}?"
        rf"{NUMBER}(?P<floor>{LATIN_UNIT}*)(?P<town>,? (?:[A-Z]{{1,2}}-)?\d{{4,5}}(?:-\d{{3}})? {WORDS}"
        rf"(?: \(?[A-Z]{{2}}\)?(?!\w))?(?:, {WORDS}){{0,2}}(?:,? {COUNTRY})?)?(?![\w])"
    ),
    re.compile(
        rf"(?<![\w.-])\d{{1,4}}(?:-\d{{1,4}}){{1,3}},? (?:{WARD}(?: [A-Z][a-z]+)?, ){{0,2}}(?:{WARD}-(?:ku|shi|cho"
        rf"|machi|gu|dong|si)"
        rf"(?:, {WARD}(?: [A-Z][a-z]+)?){{0,3}}(?:,? \d{{3}}-\d{{4}}(?!\d))?"
        rf"|(?:{WARD}, ){{1,3}}{WARD},? \d{{3}}-\d{{4}}(?!\d))"
        rf"(?:, {COUNTRY})?"
    ),
)
RARE_FORMS = (
    (
        ("Kowloon", "Hong Kong", "New Territories", "Macau", " HK"),
        re.compile(
            rf"(?<![\w-])(?=[^,\n]{{1,14}}\d){UNIT}(?:, {UNIT}){{0,3}}(?:, \d{{1,3}}/F)?(?:, {WORDS}){{1,4}}"
            rf"(?:(?<=Kowloon)|(?<=Hong Kong)|(?<=New Territories)|(?<=Macau)|(?<= HK))(?![\w])"
        ),
    ),
    (
        ("Alley", "Lane", "Aly", "Ln", "Sec"),
        re.compile(
            rf"(?<![\w-]){BEFORE}(?:No\.? ?)?{NUMBER},? (?:(?:Alley|Aly\.?|Lane|Ln\.?"
            rf"|Section|Sec\.?) \d{{1,5}},? )+{NAME}{{1,5}}{KIND}\b{AFTER}{TOWN}"
        ),
    ),
    (
        ("Jalan", "Jln", "Lorong"),
        re.compile(rf"(?<![\w-]){BEFORE}{NUMBER} (?:Jalan|Jln|Lorong) (?:[A-Z]\w* ?){{1,4}}{AFTER}{TOWN}"),
    ),
    (
        ("ox ", "OX "),
        re.compile(rf"(?i:\bp\.? ?o\.? ?box|(?<![\w-])(?:rr|hc|rural route) ?#?\d{{1,3}},? box) \d{{1,6}}{TOWN}"),
    ),
)
"""Forms that hold a word, one of these at least, and are sought but where it is."""
AMBIGUOUS = re.compile(
    r"Parade|Pde|View|Path|Run|Ridge|Point|Pass|Green|Heights|Hts|Bend|Crossing|Xing|Landing|Hollow|Cove|Glen"
    r"|Meadows?|Mount|Vale"
    r"|Yard|Orchard|Cross|Villas?|Colony|Commons?|Chase|Dale|Drove|Fold|Gate|Mall|Passage|Spur|Trace|Valley|Vista|Pike"
)
"""Kinds of street that hardly ever are one: they need a number or a state behind them, or a word before them."""
PASSES = re.compile(r" (?!e |y |ed |in |is |and |or |if |at |near |please )[a-z]")
"""A lower-case word behind a number, which counts it rather than ends a sentence."""
LIVED_AT = re.compile(
    r"(?i)(?:\b(?:live[sd]?|living|stay(?:ing)?|reside[sd]?|residing) (?:at|on)|\baddress\b[^.!?\n]{0,12}"
    r"|\b(?:ship|send|deliver|mail|sent|moved?|come)\b"
    r"[^.!?\n]{0,12}\bto|\b(?:my|our) (?:place|house|home)\b[^.!?\n]{0,8}|\b(?:i'm|im|over|me up) at)[\s:,\"'`*]*$"
)
NEEDS_MORE = re.compile(
    r"(?:Way|Park|Hill|Walk|Rise|Loop|Row|Close|Plaza|Place|Square|Court|Gardens|Grove|Drive|Trail|Circle|Quay"
    r"|Wharf)\.?$"
)
"""Kinds of street that are other things as often: they need a town or a unit behind them, or a word before them."""
LEADS = re.compile(
    r"(?i)(?:\b(?:at|near|outside|opposite|behind|beside|by|next to|in front of|across from)|address|\blives? (?:at"
    r"|on)|\blive(?:d|s)?\b[^.]{0,12}|\b(?:ship|send|deliver|mail|moved?"
    r"|come|sent|shipped|delivered)\b[^.]{0,12}\bto|\bfrom|[:=])[\s\"'`*]*$"
)
ENDS_IN_KIND = re.compile(rf"\b{KIND}\.?$")
GOES_ON = re.compile(
    r" (?!Apt|Unit|Suite|in |is |on |at |and |or |to |for |has |was |will |with |from |by |near |but |if |as "
    r"|when |since |until |every |again|came|pays|not |please|today|tonight|tomorrow|before|after|won|does|did"
    r"|can|that|which|who|where|we |I )[a-z]+"
)
"""A lower-case noun behind the street makes it part of a title: 12 Drive bays."""


def find(plain: str) -> Iterator[Span]:
    """Addresses in English order, in Chinese and German order in Latin letters, in French order, and post boxes."""
    rare = (form for words, form in RARE_FORMS if any(word in plain for word in words))
    matches = (match for form in (*FORMS, *rare) for match in form.finditer(plain) if _is_address(plain, match))
    found = ((match.start(), match.start() + len(match[0].rstrip(" .,-'"))) for match in matches)
    return apart(sorted(found, key=lambda span: (span[0], -span[1])))


def canonical(value: str) -> str:
    """In lower case, words apart by one space."""
    return " ".join(re.findall(r"\w+", value.lower()))


def _is_address(plain: str, match: re.Match[str]) -> bool:
    if KNOWN.match(match[0]):
        return False
    if "always" in match.re.groupindex and not (match["floor"] or match["town"]):
        return match["always"] is not None and PASSES.match(plain, match.end()) is None
    if NEEDS_MORE.search(match[0]) and not LEADS.search(plain, max(0, match.start() - 30), match.start()):
        return False
    if "state" in match.re.groupindex and not (match["unit"] or match["state"]):
        return LIVED_AT.search(plain, max(0, match.start() - 40), match.start()) is not None
    if "kind" in match.re.groupindex and match["kind"] and AMBIGUOUS.fullmatch(match["kind"]):
        is_shown = re.search(r"\d|(?<![A-Z])[A-Z]{2}(?![A-Z])", plain[match.end("kind") : match.end()])
        return bool(is_shown or LEADS.search(plain, max(0, match.start() - 30), match.start()))
    if "must" in match.re.groupindex:
        return match["must"] != ""
    return not ENDS_IN_KIND.search(match[0]) or GOES_ON.match(plain, match.end()) is None
