"""Houses that everybody knows by their address: nobody's home, or a made-up one."""

import re

KNOWN = re.compile(
    r"(?ai)\W*(?:(?:no\.? ?)?10 downing st|(?:no\.? ?)?11 downing st|221b baker st|1600 pennsylvania ave|350 (?:fifth"
    r"|5th) ave"
    r"|1 infinite loop|(?:1|one) apple park|1600 amphitheatre p|1 hacker way|(?:1|one) microsoft way"
    r"|742 evergreen ter|4 privet dr"
    r"|12 grimmauld pl|42 wallaby way|1313 mockingbird|(?:123|1234) (?:main|fake|any|example|sample) ?st"
    r"|(?:123|1234) (?:main|fake|any|example|sample) (?:r|a)|1428 elm st|21 jump st|20 maresfield|3 abbey r"
    r"|30 rockefeller|1 (?:police|times) (?:plaza|sq)|124 conch st|221 b baker st|77 west wacker|1 world way"
    r"|1 canada sq|one canada sq|84,? charing cross)[a-z]*\b"
)
"""Houses of films, books, governments and firms that are known by their address, and those of examples."""
