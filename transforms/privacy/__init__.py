"""Personal data on its way in: users become keyed hashes, addresses, numbers and secrets become placeholders."""

from transforms.privacy.keys import Keys, derive, pseudonym
from transforms.privacy.redaction import PLACEHOLDER, found_in, holds, redact, without_values

__all__ = ["PLACEHOLDER", "Keys", "derive", "found_in", "holds", "pseudonym", "redact", "without_values"]
