"""The screening questions of a job of the sample."""

from typing import Any

from jobboard.sample import reading
from jobboard.sample.dice import Dice
from jobboard.sample.facts import Facts
from jobboard.sample.templates import Values


def questions(facts: Facts, values: Values, dice: Dice) -> list[dict[str, Any]]:
    """Up to five where people apply on the board; others ask on their own pages."""
    if facts.apply_by != "board" or not dice.chance(0.75):
        return []
    fitting = [one for one in reading.table("questions")["questions"] if _fits(one, facts)]
    return [_asked(one, values, dice) for one in dice.some(fitting, dice.between(1, 5))]


def _fits(question: dict[str, Any], facts: Facts) -> bool:
    trades = question.get("trades")
    if trades and facts.role.trade_name not in trades:
        return False
    if question["kind"] == "credential" and not (
        facts.credentials.any_of or facts.credentials.all_of
    ):
        return False
    where = question.get("arrangement")
    return where is None or where == ("remote" if facts.is_remote else "office")


def _asked(question: dict[str, Any], values: Values, dice: Dice) -> dict[str, Any]:
    asked = {
        "text": question["text"].format_map(values),
        "kind": question["kind"],
        "required": dice.chance(0.6),
    }
    return {**asked, "choices": question["choices"]} if "choices" in question else asked
