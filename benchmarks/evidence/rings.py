"""What rings did in a world, told apart from what their covert members do as the people that they seem to be."""

import polars as pl

from worlds.world import World


def pushes(world: World) -> pl.Series:
    """Event ids of all that members of rings did for their targets: acts outside any list or conversation of theirs."""
    members = world.users.filter(kind="ring").select("user_id")
    acts = world.events.join(members, on="user_id", how="semi")
    if world.kind != "chat":
        return acts.filter(pl.col("request_id").is_null())["event_id"]
    messages = world.contents["messages"]
    own = messages.filter(pl.col("role") == "user").select("conversation_id", "user_id").unique()
    return acts.join(own, on=["conversation_id", "user_id"], how="anti")["event_id"]
