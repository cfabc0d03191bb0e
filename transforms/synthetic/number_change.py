"""Hard: one number that matters becomes a plausible other one."""

import polars as pl

from transforms.synthetic.material import choice
from transforms.synthetic.places import Place, marked, split_at
from transforms.synthetic.sentences import lost

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
CHINESE_UNIT = (
    r"(?:美元|欧元|英镑|日元|港元|人民币|元|块钱|%|％|摄氏度|度|公里|千米|厘米|毫米|英里|英尺|英寸|平方|立方|公顷"
    r"|公斤|千克|毫克|克|吨|磅"
    r"|毫升|升|小时|分钟|秒|周年|年|个月|月|日|天|周|岁|世纪|万|亿|千|百|米|人|名|位|倍|个|种|家|次|座|条|只|辆|张"
    r"|本|页|层|集|票)"
)
ENGLISH_UNIT = (
    r"(?:%|°|km/h|(?:percent|(?:US )?dollars?|cents?|euros?|pounds?|lbs?|miles?|kilomet(?:er|re)s?|km|met(?:er"
    r"|re)s?|cm|mm"
    r"|feet|foot|inch(?:es)?|acres?|hectares?|square|cubic|kilograms?|kg|grams?|mg|tons?|tonnes?|ounces?|oz|cups?"
    r"|tablespoons?|teaspoons?|liters?|litres?|ml|gallons?|hours?|minutes?|seconds?|years?|months?|weeks?|days?"
    r"|decades?"
    r"|centuries|degrees?|people|million|billion|trillion|thousand|hundred|times|points?|calories|mph|kW|MW|GB|MB|Hz"
    r"|watts?|volts?)(?-u:\b))"
)
APART = r"(?:^|[^A-Za-z0-9_.,:/~～\-–—−#*×^(（\[第至到])"
"""What stands before a number that is no part of a name, a range, a citation or a formula."""
YEAR = r"(?:1[0-9]|20)\d\d"
UNIT = rf"(?:{CHINESE_UNIT}|{ENGLISH_UNIT})"
CLOSED = r"[^\w.,%/:+*×^\-–~]|[.,](?:[^\d]|$)|\p{Han}|$"
PLACES = (
    Place(NUMBER, before=rf"{APART}|[$€£¥￥] ?|[=≈] ?", after=rf" ?-?{UNIT}"),
    Place(NUMBER, before=r"[$€£¥￥] ?|[=≈] ?", after=CLOSED),
    Place(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{3,}", before=APART, after=CLOSED),
)
"""Numbers with a unit, behind a currency or an equality sign, of three digits or a fraction."""
OTHER = (
    rf"{APART}{NUMBER} ?{UNIT}? ?(?:-|–|—|~|～|到|至|to) ?[$€£¥￥]?{NUMBER}"
    r"|(?:^|\n)[\s*#]*[(（]?\d{1,3}(?:[.)、:：]|\.\d+)\s|\[\d+\]"
    rf"|(?i:confidence|信心|置信度)[^\n\d]{{0,9}}{NUMBER}|[，,] ?{YEAR}\w?[)）]|(?-u:\b)[A-Z][A-Za-z]{{3,}} {NUMBER}"
    rf"|(?i:(?-u:\b)(?:step|chapter|section|figure|table|part|option|page|item|no\.|phase|level|question|version"
    rf"|v) ?){NUMBER}"
)
"""Ranges; numbers of list items, steps, sections, citations and names; how sure an answer says to be."""


def make(material: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `rejected_text`: one number by the draw is another, of the same form and of its own kind's range."""
    place = split_at(marked(pl.col("prose"), *PLACES, other=OTHER), pl.col("draw"))
    part = pl.col("place").struct
    number, tail = part.field("found"), part.field("tail")
    return (
        material.with_columns(place=place)
        .with_columns(
            rejected_text=part.field("head") + other_number(number, tail, pl.col("draw")) + tail + pl.col("rest")
        )
        .drop("place")
    )


def other_number(number: pl.Expr, tail: pl.Expr, draw: pl.Expr) -> pl.Expr:
    """A plausible other number: an earlier year or century, another month or day, else another leading digit.

    The leading digit moves 3 to 5 places on the circle of nine, so the new value is two fifths away at least.
    """
    whole = number.str.replace_all(",", "").cast(pl.Float64, strict=False).fill_null(0).cast(pl.Int64, strict=False)
    year = (whole - 11 - choice(draw, 30, "year")).cast(pl.String)
    month = ((whole + 2 + choice(draw, 7, "month")) % 12 + 1).cast(pl.String)
    day = ((whole + 5 + choice(draw, 15, "day")) % 28 + 1).cast(pl.String)
    century = (whole - 2 - choice(draw, 4, "century")).cast(pl.String)
    percent = (20 + 5 * choice(draw, 11, "percent")).cast(pl.String)
    return (
        pl.when(number.str.contains(rf"^{YEAR}$") & ~tail.str.contains(rf"^ ?(?:{ENGLISH_UNIT}|[^年\P{{Han}}])"))
        .then(year)
        .when(tail.str.starts_with("月") & (whole <= 12))
        .then(month)
        .when(tail.str.contains("^ ?世纪") & (whole > 6))
        .then(century)
        .when(tail.str.contains("^[日号]") & (whole <= 31))
        .then(day)
        .when((whole == 100) & tail.str.contains("^ ?(?:[%％]|percent)"))
        .then(percent)
        .otherwise(_other_lead(number, draw))
    )


def _other_lead(number: pl.Expr, draw: pl.Expr) -> pl.Expr:
    lead = number.str.extract(r"^[0.,]*([1-9])")
    moved = ((lead.cast(pl.Int64) + 2 + choice(draw, 3, "lead")) % 9 + 1).cast(pl.String)
    return number.str.extract(r"^([0.,]*)[1-9]") + moved + number.str.extract(r"^[0.,]*[1-9](.*)$")


HEDGES = (
    r"例如|比如|譬如|假设|假如|如果|若|可能|或许|左右|上下|(?i:(?-u:\b)(?:e\.g|for example|for instance|such as"
    r"|suppose|say|if|let's|assum\w+|might"
    r"|may|perhaps|possibly|or so|hypothetical\w*)(?-u:\b))"
)
"""Where a number is but an example."""
FACT = (
    r"[$€£¥￥=≈]|[%％]|\d\s?(?:美元|欧元|英镑|元|公里|千米|英里|米|公斤|吨|度|年|月|日|岁|亿|万|人|平方|倍|世纪"
    r"|小时|分钟|毫升|克|升)"
    r"|(?i:(?-u:\b)(?:is|are|was|were|has|have|had|in|of|since|by|equals?|total\w*|costs?|contains?|born|founded"
    r"|built)\s(?:\w+\s){0,2}[$€£]?\d)"
    r"|是|为|有|达|共"
)
"""What a sentence with a number says with it: an amount, a date, a result."""


def is_worse() -> pl.Expr:
    """Whether one sentence now contradicts the chosen answer by one number that matters.

    Told from the texts alone: it stands in the prompt or twice in the answer (so that the answer is at odds with it),
    or its sentence states a fact with it and not an example.
    """
    chosen, rejected = pl.col("text"), pl.col("rejected_text")
    was, now = lost(chosen, rejected), lost(rejected, chosen)
    gone, come = _numbers(was.list.first()), _numbers(now.list.first())
    old = gone.list.set_difference(come)
    one = (was.list.len() == 1) & (now.list.len() == 1) & (gone.list.len() == come.list.len()) & (old.list.len() <= 1)
    number = old.list.first()
    is_asked = _numbers(pl.col("asked")).list.contains(number)
    is_repeated = _numbers(chosen).list.eval(pl.element().filter(pl.element().is_duplicated())).list.contains(number)
    says = was.list.first()
    states = says.str.contains(FACT) & ~says.str.contains(HEDGES)
    invented = pl.col("scenario") == "creative"
    return one & number.is_not_null() & (is_asked | ~invented & (is_repeated | states))


def _numbers(text: pl.Expr) -> pl.Expr:
    return text.str.extract_all(NUMBER)
