"""What shows that words and numbers are a postal address: states and postcodes, and what stands for a town."""

STATES = (
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT"
    r"|V[TA]|W[AVIY]"
    r"|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    r"|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri"
    r"|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon"
    r"|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    r"|West Virginia|Wisconsin|Wyoming)"
)
ZIP = rf"{STATES},? \d{{5}}(?:-\d{{4}})?"
CODES = (
    r"[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|NT|ACT),? \d{4}"
    r"|Singapore \d{6}|[A-Z]\d[\dW] (?=[A-Z]*\d)[A-Z\d]{4}|\d{4} [A-Z]{2},? [A-Z][a-z]+"
)
"""Of Canada, the United Kingdom, Australia, Singapore, Ireland, the Netherlands."""
SIGN = rf"(?:{ZIP}|{CODES})(?![\w-])"
"""A postcode that is hardly anything else."""
SIGN_HINT = (
    r"[A-Z]{2},? [0-9]{5}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z][0-9][A-Z0-9]? [0-9][A-Z]{2}"
    r"|(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|NT|ACT),? [0-9]{4}|[A-Z][0-9][0-9W] [A-Z0-9]{4}|[0-9]{4} [A-Z]{2},? [A-Z]"
    r"|[a-z],? [0-9]{5}(?:[^0-9]|$)|[a-z][ -]+[0-9]{3} ?[0-9]{3}(?:[^0-9]|$)|[0-9][a-z]?, (?:[A-Z]{1,2}-)?[0-9]{5} "
)
NO_TOWN = (
    r"(?!(?:I|We|The|But|And|Or|So|Can|Could|Would|Will|Is|Are|Was|Were|Please|When|What|Where|Which|Who|Why|How"
    r"|If|He|She"
    r"|They|You|It|My|Our|Your|His|Her|Their|Its|This|That|These|There|Then|Here|Monday|Tuesday|Wednesday"
    r"|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Tel|Phone"
    r"|Email|Mobile|Call|Contact|Mr|Mrs|Ms|Thanks|Thank|Do|Does|Did|Has|Have|No|Yes|Not|Attn|Order|Just|Now|Today|Every"
    r"|A|An|To|From|For|With|By|At|On|In|As|Also|Let|Bring|Come|Ring|Ask)\b)"
)
"""What follows a street behind a comma and is no town."""
PLACE = (
    rf"{NO_TOWN}(?:(?:St|Ft|Mt|Pt)\. )?[A-Z][A-Za-zÀ-ÿ'-]+(?: (?:of|upon|on|de|la|le"
    rf"|[A-Z][A-Za-zÀ-ÿ'-]+)(?![\w])){{0,3}}"
)
