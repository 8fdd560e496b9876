"""How often a client may ask, on a clock that comes with the limiter."""

from rosterproof_sim.dialect.wire import told_in_headers
from rosterproof_sim.domain.words.conduct import Limit
from rosterproof_sim.web.limit import Limiter


class WallClock:
    def __init__(self) -> None:
        self.now = 1_772_442_000.5

    def __call__(self) -> float:
        return self.now


def limiter(requests: int = 3, per_seconds: int = 10, **how: str) -> tuple[Limiter, WallClock]:
    clock = WallClock()
    limit = Limit(requests=requests, per_seconds=per_seconds, **how)  # type: ignore[arg-type]
    return Limiter(limit, clock), clock


def test_so_many_and_no_more_until_the_window_ends() -> None:
    counted, clock = limiter()
    assert [(quota.admitted, quota.remaining) for quota in (counted.take("a") for _ in range(5))] == [
        (True, 2),
        (True, 1),
        (True, 0),
        (False, 0),
        (False, 0),
    ]
    clock.now += 9.9
    assert not counted.take("a").admitted
    clock.now += 0.1
    quota = counted.take("a")
    assert (quota.admitted, quota.remaining, quota.reset) == (True, 2, 10)


def test_each_client_has_a_window_of_its_own() -> None:
    counted, clock = limiter(requests=1)
    assert counted.take("a").admitted
    clock.now += 5
    assert counted.take("b").admitted
    assert not counted.take("a").admitted
    clock.now += 5
    assert counted.take("a").admitted
    assert not counted.take("b").admitted


def test_whoever_waits_as_long_as_told_is_let_in() -> None:
    for step in range(100):
        counted, clock = limiter(requests=1)
        counted.take("a")
        clock.now += step / 10
        refused = counted.take("a")
        if not refused.admitted:
            clock.now += int(refused.problem().headers["Retry-After"])
            assert counted.take("a").admitted, step


def test_a_date_is_not_before_the_window_ends() -> None:
    counted, _ = limiter(requests=1, retry_after="http-date")
    counted.take("a")
    # The window began at 09:00:00.5 and is ten seconds long.
    assert counted.take("a").problem().headers["Retry-After"] == "Mon, 02 Mar 2026 09:00:11 GMT"


def test_a_wall_clock_that_is_put_back_shuts_nobody_out() -> None:
    counted, clock = limiter(requests=1)
    counted.take("a")
    clock.now -= 3600
    assert counted.take("a").admitted


def test_the_headers_are_those_of_the_draft() -> None:
    counted, clock = limiter(requests=50, per_seconds=60)
    counted.take("a")
    clock.now += 48
    assert counted.take("a").headers(told_in_headers) == {
        "RateLimit-Policy": '"default";q=50;w=60',
        "RateLimit": '"default";r=48;t=12',
    }


def test_windows_that_are_over_are_not_kept_for_ever() -> None:
    counted, clock = limiter(per_seconds=1)
    for number in range(5000):
        clock.now += 0.01
        counted.take(str(number))
    assert len(counted._windows) < 1200
