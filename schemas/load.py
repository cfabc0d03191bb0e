"""Reading a configuration file, and saying in one sentence what is wrong with it."""

import re
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from schemas.config import Config, ReleaseConfig, Settings
from schemas.errors import ConfigError

KIND_OF = {"strict": "feed"}
"""Setting -> the kind of site that it is for, where it is not for all."""
RELEASE_FIELDS = set(ReleaseConfig.model_fields)


def load(path: Path) -> Config:
    """Read a configuration file; `ConfigError` names the file and the key that is wrong."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is no YAML ({' '.join(str(error).split())})") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{path}: must be a mapping with 'lake' and 'sites'")
    for key in _inner(data):
        raise ConfigError(f"{path}: {key}: unknown key")
    folder = path.resolve().parent
    for owner in (data, *_sites(data)):
        if isinstance(owner.get("rules"), str):
            owner["rules"] = _rules(folder / owner["rules"])
    try:
        return Config.model_validate(_arrange(data, folder))
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first(error, data)}") from error


def _sites(data: dict[str, Any]) -> list[dict[str, Any]]:
    sites = data.get("sites")
    return [site for site in sites if isinstance(site, dict)] if isinstance(sites, list) else []


def _rules(path: Path) -> Any:
    """The business rules of a file; what is wrong in them is told as of the setting `rules`."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"rules: {path} cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigError(f"rules: {path} is no YAML ({' '.join(str(error).split())})") from error


def _inner(data: dict[str, Any]) -> list[str]:
    """Keys of the models' own, which a file must not have: in it all settings are flat."""
    sites = data.get("sites")
    in_sites = enumerate(sites) if isinstance(sites, list) else ()
    own = [key for key in ("release", "folder") if key in data]
    return own + [f"sites[{i}].settings" for i, site in in_sites if isinstance(site, dict) and "settings" in site]


def _arrange(data: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Move flat settings to where the models keep them: a site's own, else the file's."""
    shared = {key: value for key, value in data.items() if key in Settings.model_fields}
    release = {key: value for key, value in data.items() if key in RELEASE_FIELDS}
    rest = {key: value for key, value in data.items() if key not in shared and key not in release}
    sites = rest.get("sites")
    if isinstance(sites, list):
        kinds = [site.get("kind") for site in sites if isinstance(site, dict)]
        rest["sites"] = [
            _arrange_site(site, _meant_for(site.get("kind"), shared, kinds)) if isinstance(site, dict) else site
            for site in sites
        ]
    if isinstance(rest.get("lake"), str):
        rest["lake"] = resolve(rest["lake"], folder)
    train = rest.get("train")
    if isinstance(train, dict) and str(train.get("model", "")).startswith("."):
        rest["train"] = train | {"model": resolve(train["model"], folder)}
    return rest | {"release": release, "folder": folder}


def _meant_for(kind: Any, shared: dict[str, Any], kinds: list[Any]) -> dict[str, Any]:
    """A setting for one kind of site passes over the others; where it would reach none, it is a fault of theirs."""
    return {
        key: value
        for key, value in shared.items()
        if (meant := KIND_OF.get(key)) is None or kind == meant or meant not in kinds
    }


def _arrange_site(site: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in site.items() if key in Settings.model_fields}
    return {key: value for key, value in site.items() if key not in own} | {"settings": shared | own}


def resolve(place: str, folder: Path) -> str:
    """A path relative to the configuration file made absolute; an object-store URL as it is."""
    return place if re.match(r"^[a-z0-9]+://", place) else str(folder / place)


def _first(error: ValidationError, data: dict[str, Any]) -> str:
    """The first fault as `key: what is wrong`, named as the person wrote it: a setting for all sites without a site."""
    fault = error.errors()[0]
    parts = [part for part in fault["loc"] if part not in ("settings", "release")]
    if "settings" in fault["loc"] and parts[2] not in data["sites"][parts[1]]:
        parts = parts[2:]
    names = []
    for part in parts:
        names.append(f"[{part}]" if isinstance(part, int) else f".{part}" if names else str(part))
    where = "".join(names)
    plain = {"extra_forbidden": "unknown key", "missing": "is missing", "too_short": "must not be empty"}
    message = plain.get(fault["type"])
    if message is None:
        message = fault["msg"].removeprefix("Value error, ")
        message = message[0].lower() + message[1:]
    return f"{where}: {message}" if where else message
