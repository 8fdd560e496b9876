"""One sync cycle: the whole connector on one page.

1. What webhooks told since the last cycle is looked up and done first: it is the most urgent.
2. Then everything is compared, because webhooks get lost: the HRIS is read whole, the LMS is read whole, and only what
   differs is written. Accounts are closed only after an enumeration that came to its end, and never many at once.
3. Where the customer has the connector enroll, what the LMS's rules want is compared with what is open.
4. What was learned is written back: the completions feed from the last watermark, and everyone's compliance status.

Calls are made one after the other and in sorted order, so that the same events make the same calls.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from rosterproof.reference.assigning import Assigning
from rosterproof.reference.complaints import Complaints
from rosterproof.reference.learning import LIVE, Learning
from rosterproof.reference.memory import Memory
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People, Task
from rosterproof.reference.settings import NotConfigured, Settings
from rosterproof.reference.wire import Unreachable, Wire


class Connector:
    """Two systems and a memory."""

    def __init__(
        self, settings: Settings, memory: Memory, parts: Parts, *, hris: type[Wire] = Wire, lms: type[Wire] = Wire
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._parts = parts
        self._hris = hris(settings.hris, parts.pause)
        self._lms = lms(settings.lms, parts.pause)
        #: What the last whole cycle could not process.
        self.complaints = Complaints()

    def subscribe(self) -> dict[str, str]:
        """Ask both systems to tell us of changes; returns the secret of each.

        Raises:
            Unreachable: a system does not answer, or refuses.
        """
        wanted = {
            "hris": (self._hris, ["employee.hired", "employee.updated", "employee.terminated"]),
            "lms": (self._lms, ["completion.recorded"]),
        }
        secrets = {}
        for system, (wire, events) in wanted.items():
            if not wire.tells:
                continue
            body = {"url": f"{self._settings.webhook_url}/{system}", "events": events}
            answer = wire.ask("POST", "/v1/webhook-subscriptions", body)
            if not answer.ok:
                raise Unreachable(f"{body['url']} cannot be subscribed: {answer.reason}")
            secrets[system] = answer.body["secret"]
        self._parts.subscribed(secrets)
        return secrets

    def cycle(self, now: str) -> None:
        """Do one cycle at business time `now`.

        Raises:
            Unreachable: a system did not answer; what was done is done, and the next cycle takes it from there.
        """
        complaints = Complaints()
        self._hris.now = self._lms.now = now
        told = self._memory.queued()
        settings = self._current()
        task = Task(mapping=settings.mapping, policy=settings.policy, now=now, locations=cache(self._locations))
        users = self._parts.whole_list(self._lms, "/v1/users")
        people = People(self._lms, users, task, self._parts, complaints)
        learning = Learning(self._hris, self._memory, settings, self._parts, complaints, now)
        learning.again()
        self._do_what_was_told(told, people, learning)
        if self._parts.polls():
            employees = self._parts.whole_list(self._hris, "/v1/employees", **self._parts.reading())
            people.reconcile(employees, whole=True)
            learning.catch_up(self._lms.feed("/v1/completions", self._memory.watermark))
            learning.take_back(self._lms.feed("/v1/revocations", self._memory.revoked))
        if self._settings.policy.get("assign_by", "lms") == "connector":
            Assigning(self._lms, self._parts, task.policy, now, complaints).bring_into_line(people.users())
        learning.compliance(people.users(), self._live_enrollments())
        self._parts.at_the_end(self._lms, people, told)
        self._memory.dealt_with(len(told))
        self.complaints = complaints

    def _current(self) -> Settings:
        """The settings, with the mapping as it is by now."""
        try:
            return replace(self._settings, mapping=self._parts.mapping(self._settings))
        except NotConfigured as problem:
            raise Unreachable(str(problem)) from None

    def _do_what_was_told(self, told: list[dict[str, Any]], people: People, learning: Learning) -> None:
        """Webhooks are thin and may be late or out of order: they say whom to look at, never what to write."""
        named = sorted({event["data"]["employee_id"] for event in told if "employee_id" in event["data"]})
        looked_up = [self._hris.get(f"/v1/employees/{number}", **self._parts.reading()) for number in named]
        people.reconcile([answer.body for answer in looked_up if answer.ok], whole=False)
        for event in self._parts.told_first(told):
            if "completion_id" in event["data"]:
                answer = self._lms.get(f"/v1/completions/{event['data']['completion_id']}")
                if answer.ok:
                    learning.write_back(answer.body)

    def _locations(self) -> Mapping[str, Mapping[str, Any]]:
        answer = self._hris.get("/v1/locations")
        if not answer.ok:
            raise Unreachable(f"GET /v1/locations answered {answer.reason}")
        return {each["code"]: each for each in answer.body["data"]}

    def _live_enrollments(self) -> Iterator[Mapping[str, Any]]:
        for status in LIVE:
            yield from self._parts.whole_list(self._lms, "/v1/enrollments", status=status)
