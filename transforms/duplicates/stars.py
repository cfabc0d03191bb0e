"""Groups of near duplicates: each is a centre and what is similar to it."""

import numpy as np
import numpy.typing as npt
import polars as pl

ODD = np.uint32(0x9E3779B1)
CENTRES = {"node": pl.UInt32}

Nodes = npt.NDArray[np.intp]


def stars(similar: pl.LazyFrame) -> pl.LazyFrame:
    """`node` and `group` (its smallest node), for the nodes of similar couples (`first`, `second`, `similarity`).

    Star clustering (Aslam, Pelekhov & Rus 2004): the node with the most similar ones is a centre, they are no centres,
    and so on with the others. Who is no centre joins the most similar one. So all of a group are similar to one of it,
    whereas connected components would chain texts that have nothing in common; of a template's many fillings, for one.
    """
    both = pl.concat([similar, similar.select(first="second", second="first", similarity="similarity")])
    centres = similar.select("first", "second").map_batches(_centres, schema=CENTRES).cache()
    joined = (
        both.join(centres, left_on="second", right_on="node", how="semi")
        .join(centres, left_on="first", right_on="node", how="anti")
        .sort("first", pl.col("similarity").neg(), "second")
        .unique("first", keep="first", maintain_order=True)
        .select(node="first", centre="second")
    )
    return pl.concat([joined, centres.select("node", centre="node")]).select(
        "node", group=pl.col("node").min().over("centre")
    )


def _centres(couples: pl.DataFrame) -> pl.DataFrame:
    """The centres, found in rounds: whoever comes before all of its neighbours is one. A walk is no expression.

    They are those of a walk through all nodes, those with more neighbours first; nodes with as many come in an order
    that has nothing to do with their numbers, so that rounds are few (Blelloch, Fineman & Shun 2012).
    """
    one, other = couples["first"].to_numpy().astype(np.intp), couples["second"].to_numpy().astype(np.intp)
    first, second = np.concatenate([one, other]), np.concatenate([other, one])
    nodes, first = np.unique(first, return_inverse=True)
    second = np.searchsorted(nodes, second)
    place = _places(np.bincount(first, minlength=len(nodes)), nodes)
    is_open, is_centre = np.ones(len(nodes), dtype=bool), np.zeros(len(nodes), dtype=bool)
    while is_open.any():
        before = np.full(len(nodes), len(nodes))
        np.minimum.at(before, first, place[second])
        found = is_open & (place < before)
        is_centre |= found
        is_open &= ~found
        is_open[second[found[first]]] = False
        still = is_open[first] & is_open[second]
        first, second = first[still], second[still]
    return pl.DataFrame({"node": nodes[is_centre]}, schema_overrides=CENTRES)


def _places(degree: Nodes, nodes: Nodes) -> Nodes:
    """Where each node comes: by falling degree, then by a mixture of its number's bits."""
    order = np.lexsort((nodes.astype(np.uint32) * ODD, -degree))
    place = np.empty(len(nodes), dtype=np.intp)
    place[order] = np.arange(len(nodes))
    return place
