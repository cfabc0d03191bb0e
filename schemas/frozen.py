"""What every model of a configuration is: immutable, and exact about its keys."""

from difflib import get_close_matches
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
LIKENESS = 0.75
"""Of two keys, from which the one may be the other misspelt (`difflib`)."""


def fault(place: tuple[str | int, ...], message: str, **names: str) -> ValidationError:
    """An error about one key, which pydantic would put down to the whole model."""
    fault = InitErrorDetails(type=PydanticCustomError("fault", message, names), loc=place, input=None)
    return ValidationError.from_exception_data("configuration", [fault])


class Frozen(BaseModel):
    """Immutable, and an unknown key is an error, which names the key that was probably meant."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def may_hold(cls) -> set[str]:
        """What may be written here in a file."""
        return set(cls.model_fields)

    @model_validator(mode="before")
    @classmethod
    def _is_not_misspelt(cls, data: object) -> object:
        known = cls.may_hold() | set(cls.model_fields)
        unknown = [key for key in data if isinstance(key, str) and key not in known] if isinstance(data, dict) else []
        for key in unknown:
            if near := get_close_matches(key, sorted(cls.may_hold()), n=1, cutoff=LIKENESS):
                raise fault((key,), "unknown key; did you mean '{near}'?", near=near[0])
        return data
