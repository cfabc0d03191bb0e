"""The stages of a site's night, in order."""

from flows.stages import calibrate, clean, curate, evidence, exposure, ingest, pairs, reading, signals

SITE_STAGES = {
    module.STAGE.name: module.STAGE
    for module in (ingest, reading, clean, signals, exposure, evidence, calibrate, pairs, curate)
}
"""Name -> stage, as each site runs them; a stage reads only what those before it, and nights before, have written."""
