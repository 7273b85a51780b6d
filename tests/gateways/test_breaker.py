"""The breaker, with a timer of its own."""

from jobboard.gateways.breaker import Breaker


class Timer:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_keeps_out_for_a_while_and_then_lets_one_try() -> None:
    timer = Timer()
    breaker = Breaker(3.0, timer=timer)
    assert breaker.may_try() and breaker.may_try()
    breaker.failed()
    assert not breaker.may_try()
    timer.now = 3.0
    assert breaker.may_try()
    assert not breaker.may_try()
    breaker.worked()
    assert breaker.may_try() and breaker.may_try()


def test_one_that_never_reports_back_keeps_out_nobody_for_ever() -> None:
    timer = Timer()
    breaker = Breaker(3.0, timer=timer)
    breaker.failed()
    timer.now = 3.0
    assert breaker.may_try()
    timer.now = 6.0
    assert breaker.may_try()
