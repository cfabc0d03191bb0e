"""The demo's week."""

from datetime import date, timedelta

from worlds.simulate import simulate, week


def test_the_week_has_three_sites_seven_days_and_at_least_300_thousand_events():
    start = date(2026, 3, 2)

    worlds = week(seed=4, start=start)

    assert [world.kind for world in worlds] == ["chat", "feed", "qa"]
    assert sum(world.events.height for world in worlds) >= 300_000
    for world in worlds:
        days = world.events["ts"].dt.date().unique().sort()
        assert days.to_list() == [start + timedelta(days=number) for number in range(7)]


def test_the_same_knobs_give_the_same_world(small):
    world = small("chat")

    again = simulate("chat", world.knobs)

    assert again.events.equals(world.events)
    assert again.contents["messages"].equals(world.contents["messages"])
    assert again.responses.equals(world.responses)
    assert again.users.equals(world.users)
