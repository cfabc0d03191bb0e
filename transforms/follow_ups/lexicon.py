"""What a lexicon of follow-ups holds, whatever its language."""

from typing import NamedTuple

Groups = dict[str, str]
"""Name of a way to say something -> regular expression, over lower-case text with one clause a line."""


class Lexicon(NamedTuple):
    """How people of one language react to an answer, part by part.

    `supposed` speaks of what might be and `harmless` looks like a fault and is none: both are cut out before faults are
    sought. `tells` looks like an order but tells what happened; `own` is about the writer; `questions` and `requests`
    ask. `protests` find fault wherever they stand; `faults`, `remarks` and `hints` only in a clause that tells, before
    any request: faults always, remarks unless the clause approves, hints unless anything in the message does. `thanks`
    are praise before the first thing asked for (after it courtesy), `approvals` in any clause that tells, `nods` as the
    whole message. `restates` opens another wording of the question, `references` point back to the answer, `leaves`
    announces another subject.
    """

    supposed: Groups
    harmless: Groups
    tells: Groups
    own: Groups
    questions: Groups
    requests: Groups
    protests: Groups
    faults: Groups
    remarks: Groups
    hints: Groups
    thanks: Groups
    approvals: Groups
    nods: Groups
    restates: Groups
    references: Groups
    leaves: Groups
