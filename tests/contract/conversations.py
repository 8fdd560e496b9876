"""How each operation of each contract is asked, on a world in which Ada has a past."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
from content.packed import cmi5, scorm_12
from contract.playground import LEADER, START, Playground, client
from contract.unit_at_play import Unit, launched, registered

HOOK = {"url": "http://127.0.0.1:9/hooks", "events": ["employee.hired"]}
#: The same URL again would replace the subscription of the past.
OTHER_HOOK = {**HOOK, "url": "http://127.0.0.1:9/other"}
RECORD = {"course": "PSM-200", "completed_at": START, "score": 87, "result": "passed", "source_id": "C0000001"}
LIFT_CLASS = {"course": "LIFT-120", "ends_at": "2026-03-20T15:00:00Z", "seats": 2, "location": "Chicago"}
CARD = {"course": "BLS-270", "completed_at": "2026-02-20T15:00:00Z"}

Conversation = Callable[[Playground], httpx2.Response]


def play_a_past(world: Playground) -> None:
    """Someone for every operation to be about: an employee with records, a user who passed, a session, a snapshot."""
    world.hris.post("/v1/employees/E0000001/training-records", json=RECORD)
    world.hris.post("/v1/webhook-subscriptions", json=HOOK)
    world.lms.post("/v1/webhook-subscriptions", json={**HOOK, "events": ["completion.recorded"]})
    import_content(world, "PSM-200", cmi5())
    import_content(world, "FIRE-101", scorm_12())
    world.lms.post("/v1/users", json=LEADER)
    act = {"external_id": "E0000042", "course": "PSM-200"}
    world.post("/learner-actions", {**act, "action": "start"})
    world.post("/learner-actions", {**act, "action": "pass", "score": 90})
    world.lms.post("/v1/enrollments", json={"user_id": "U0000001", "course": "FIRE-101"})
    world.lms.post("/v1/users", json={"external_id": "E0000043", "username": "bo", "given_name": "Bo"})
    world.lms.post("/v1/enrollments", json={"user_id": "U0000001", "course": "LIFT-120"})
    world.lms.post("/v1/enrollments", json={"user_id": "U0000002", "course": "LIFT-120"})
    world.lms.post("/v1/enrollments", json={"user_id": "U0000001", "course": "CODE-500"})
    for opens in ("2026-03-02T09:30", "2026-03-20T08:00"):
        world.lms.post("/v1/classes", json={**LIFT_CLASS, "starts_at": f"{opens}:00Z"})
    world.lms.post("/v1/classes/M0000001/bookings", json={"user_id": "U0000001"})
    world.lms.post("/v1/users", json={"external_id": "E0000045", "username": "di", "given_name": "Di"})
    world.lms.post("/v1/enrollments", json={"user_id": "U0000003", "course": "PSM-200"})
    world.lms.post(f"{enrollment_of_di(world)}/registrations")
    world.arm(kind="throttle", system="lms", operation="createUser", mentions="E0009999")
    world.post("/feeds", {"kind": "full", "every_hours": 1})
    world.post("/clock/advance", {"seconds": 3600})
    world.post("/snapshots", {"name": "before"})


def token(world: Playground, system: str) -> httpx2.Response:
    access = world.made["systems"][system]
    form = {"grant_type": "client_credentials"} | {name: access[name] for name in ("client_id", "client_secret")}
    return client(access["base_url"]).post("/oauth/token", data=form)


def import_content(world: Playground, course: str, content: bytes) -> httpx2.Response:
    headers = {"Content-Type": "application/zip"}
    return world.lms.post(f"/v1/courses/{course}/content", content=content, headers=headers)


def enrollment_of_di(world: Playground) -> str:
    (found,) = world.lms.get("/v1/enrollments?user_id=U0000003&course=PSM-200").json()["data"]
    return f"/v1/enrollments/{found['enrollment_id']}"


def playing(world: Playground) -> Unit:
    """A unit that is launched for Di."""
    found = world.lms.get(f"{enrollment_of_di(world)}/registrations").json()["data"]
    return Unit(launched(world, found[0]["registration_id"])["launch_url"]).open()


def told(unit: Unit, statement_id: str | None = None) -> httpx2.Response:
    statement = unit.statement("initialized")
    if statement_id is None:
        return unit.send(statement)
    return unit.http.put(f"{unit.endpoint}/statements", params={"statementId": statement_id}, json=statement)


def preferred(world: Playground) -> httpx2.Response:
    unit = playing(world)
    asked = {"agent": json.dumps(unit.actor), "profileId": "cmi5LearnerPreferences"}
    return unit.http.get(f"{unit.endpoint}/agents/profile", params=asked)


def committed(world: Playground) -> httpx2.Response:
    found = world.lms.get("/v1/enrollments/L0000002/registrations").json()["data"]
    registration = found[0]["registration_id"] if found else registered(world, "L0000002")
    session = launched(world, registration)["session_id"]
    body = {"values": {"cmi.core.lesson_status": "incomplete"}, "terminate": True}
    return world.lms.post(f"/v1/launches/{session}/scorm", json=body)


def signed_in(world: Playground) -> tuple[httpx2.Response, httpx2.Client]:
    url = world.made["systems"]["lms"]["base_url"]
    answer = client(url).post("/v1/sessions", json={"username": "ada", "password": world.made["learner_password"]})
    return answer, client(url, Authorization=f"Bearer {answer.json()['session_token']}")


def get(system: str, path: str) -> Conversation:
    return lambda world: getattr(world, system).get(path)


def send(system: str, method: str, path: str, body: Any = None) -> Conversation:
    return lambda world: getattr(world, system).request(method, path, json=body)


def control(method: str, path: str, body: Any = None) -> Conversation:
    return lambda world: world.control.request(method, world.url(path), json=body)


def second_world(world: Playground) -> tuple[httpx2.Response, httpx2.Response]:
    body = {"name": f"{world.name}.second", "seed": 1, "size": 10, "start": START, "ports": "shared"}
    made = world.control.post("/v1/worlds", json=body)
    return made, world.control.delete(f"/v1/worlds/{body['name']}")


def redelivered(world: Playground) -> httpx2.Response:
    """A message that a pause has made dead, sent again."""
    path = "/v1/webhook-subscriptions/S0000002"
    for active in (False, True):
        world.lms.patch(path, json={"active": active})
    dead = world.control.get(world.url("/webhook-messages"), params={"status": "dead"}).json()["data"]
    return world.control.post(world.url(f"/webhook-messages/{dead[0]['message_id']}/redeliver"))


def booked_and_given_up(world: Playground) -> httpx2.Response:
    scheduled = world.lms.post("/v1/classes", json={**LIFT_CLASS, "starts_at": "2026-03-20T10:00:00Z"}).json()
    url = f"/v1/classes/{scheduled['class_id']}/bookings"
    world.lms.post("/v1/users", json={"external_id": "E0000045", "given_name": "Di"})
    user = world.lms.get("/v1/users?external_id=E0000045").json()["data"][0]["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "LIFT-120"})
    booking = world.lms.post(url, json={"user_id": user}).json()["booking_id"]
    return world.lms.post(f"/v1/bookings/{booking}/give-up")


def forked(world: Playground) -> httpx2.Response:
    copy = f"{world.name}.copy"
    made = world.control.post(world.url("/fork"), json={"name": copy, "ports": "shared"})
    world.control.delete(f"/v1/worlds/{copy}")
    return made


HRIS: Mapping[str, Conversation] = {
    "issueToken": lambda world: token(world, "hris"),
    "getContract": get("hris", "/openapi.yaml"),
    "getDocs": get("hris", "/docs"),
    "listEmployees": get(
        "hris",
        "/v1/employees?limit=3&status=active&department=WHS&location=CHI&updated_since=2001-01-01T00:00:00Z"
        "&filter=title pr and not hire_date lt 2001-01-01&sort=-updated_at&fields=employee_id,title",
    ),
    "getEmployee": get("hris", "/v1/employees/E0000001?as_of=2025-12-31"),
    "getJobHistory": get("hris", "/v1/employees/E0000002/job-history"),
    "listChanges": get("hris", "/v1/changes?since_token=latest&limit=5"),
    "listFeeds": get("hris", "/v1/feeds"),
    "listFeedDrops": get("hris", "/v1/feeds/R0000001/drops?after=0&limit=5"),
    "downloadFeedDrop": get("hris", "/v1/feeds/R0000001/drops/D0000001"),
    "listFields": get("hris", "/v1/fields"),
    "listJobTitles": get("hris", "/v1/job-titles"),
    "listDepartments": get("hris", "/v1/departments"),
    "listLocations": get("hris", "/v1/locations"),
    "listLegalEntities": get("hris", "/v1/legal-entities"),
    "listTrainingRecords": get("hris", "/v1/employees/E0000001/training-records"),
    "createTrainingRecord": send("hris", "POST", "/v1/employees/E0000001/training-records", RECORD),
    "getComplianceStatus": get("hris", "/v1/employees/E0000001/compliance-status"),
    "putComplianceStatus": send(
        "hris",
        "PUT",
        "/v1/employees/E0000001/compliance-status",
        {"status": "due", "as_of": START, "open_courses": ["PSM-200"]},
    ),
    "listWebhookSubscriptions": get("hris", "/v1/webhook-subscriptions"),
    "createWebhookSubscription": send("hris", "POST", "/v1/webhook-subscriptions", OTHER_HOOK),
    "getWebhookSubscription": get("hris", "/v1/webhook-subscriptions/S0000001"),
    "updateWebhookSubscription": send(
        "hris", "PATCH", "/v1/webhook-subscriptions/S0000001", {"payload": "full", "active": False}
    ),
    "rotateWebhookSecret": send("hris", "POST", "/v1/webhook-subscriptions/S0000001/secret", {"overlap_seconds": 60}),
    "deleteWebhookSubscription": send("hris", "DELETE", "/v1/webhook-subscriptions/S0000001"),
    "getWebhookPolicy": get("hris", "/v1/webhook-policy"),
}
LMS: Mapping[str, Conversation] = {
    "issueToken": lambda world: token(world, "lms"),
    "getContract": get("lms", "/openapi.yaml"),
    "getDocs": get("lms", "/docs"),
    "listClasses": get("lms", "/v1/classes?limit=1&course=LIFT-120&status=scheduled"),
    "scheduleClass": send("lms", "POST", "/v1/classes", {**LIFT_CLASS, "starts_at": "2026-03-20T09:00:00Z"}),
    "getClass": get("lms", "/v1/classes/M0000002"),
    "updateClass": send("lms", "PATCH", "/v1/classes/M0000002", {"seats": 3, "waitlist": 0}),
    "listBookings": get("lms", "/v1/bookings?limit=5&class_id=M0000001&user_id=U0000001&status=booked"),
    "createBooking": send("lms", "POST", "/v1/classes/M0000002/bookings", {"user_id": "U0000002"}),
    "getBooking": get("lms", "/v1/bookings/B0000001"),
    "giveUpBooking": booked_and_given_up,
    "cancelClass": send("lms", "POST", "/v1/classes/M0000002/cancel"),
    "recordAttendance": send("lms", "POST", "/v1/bookings/B0000001/attendance", {"attended": True, "score": 90}),
    "listUsers": get("lms", "/v1/users?limit=1&external_id=E0000042&username=ada&active=true"),
    "createUser": send("lms", "POST", "/v1/users", {"external_id": "E0000044", "given_name": "Cy"}),
    "getUser": get("lms", "/v1/users/U0000001"),
    "updateUser": send("lms", "PATCH", "/v1/users/U0000001", {"job_title": None}),
    "deactivateUser": send("lms", "POST", "/v1/users/U0000002/deactivate", {"reason": "left on 2026-02-27"}),
    "reactivateUser": send("lms", "POST", "/v1/users/U0000002/reactivate"),
    "listUserSessions": get("lms", "/v1/users/U0000001/sessions"),
    "signIn": lambda world: signed_in(world)[0],
    "getSession": lambda world: signed_in(world)[1].get("/v1/sessions/current"),
    "signOut": lambda world: signed_in(world)[1].delete("/v1/sessions/current"),
    "listCourses": get("lms", "/v1/courses"),
    "listCourseVersions": get("lms", "/v1/courses/PSM-200/versions"),
    "getCourse": get("lms", "/v1/courses/PSM-200"),
    "listPaths": get("lms", "/v1/paths"),
    "listPathProgress": get("lms", "/v1/users/U0000001/paths"),
    "acknowledge": lambda world: signed_in(world)[1].post(
        "/v1/attestations", json={"course": "CODE-500", "version": 1}
    ),
    "listAttestations": get("lms", "/v1/attestations?limit=5&user_id=U0000001&course=CODE-500"),
    "importContent": lambda world: import_content(world, "FIRE-101", scorm_12()),
    "listContentImports": get("lms", "/v1/content-imports?limit=1&course=PSM-200"),
    "getContentImport": get("lms", "/v1/content-imports/P0000001"),
    "createRegistration": send("lms", "POST", "/v1/enrollments/L0000002/registrations"),
    "listRegistrations": lambda world: world.lms.get(f"{enrollment_of_di(world)}/registrations"),
    "getRegistration": lambda world: world.lms.get(f"/v1/registrations/{playing(world).registration}"),
    "launchContent": lambda world: world.lms.post(
        f"/v1/registrations/{playing(world).registration}/launches", json={"mode": "Review"}
    ),
    "listStatements": lambda world: world.lms.get(
        f"/v1/registrations/{playing(world).registration}/statements?after=0&limit=5"
    ),
    "getLaunch": lambda world: world.lms.get(f"/v1/launches/{playing(world).session}"),
    "commitScorm": committed,
    "fetchToken": send("lms", "POST", "/v1/cmi5/fetch/rp_ticket_none"),
    "sendStatements": lambda world: told(playing(world)),
    "putStatement": lambda world: told(playing(world), "9f7b5b0f-1d2c-47aa-8d10-9c3e1f2a3b4c"),
    "getState": lambda world: playing(world).state(),
    "getAgentProfile": preferred,
    "listAssignmentRules": get("lms", "/v1/assignment-rules"),
    "listEnrollments": get("lms", "/v1/enrollments?limit=1&user_id=U0000001&course=PSM-200&status=completed"),
    "createEnrollment": send(
        "lms",
        "POST",
        "/v1/enrollments",
        {"user_id": "U0000002", "course": "FIRE-101", "due_on": "2026-04-01", "reason": "rule fire v1"},
    ),
    "getEnrollment": get("lms", "/v1/enrollments/L0000001"),
    "withdrawEnrollment": send("lms", "POST", "/v1/enrollments/L0000002/withdraw"),
    "listRevocations": get("lms", "/v1/revocations?after=0&limit=5"),
    "listCompletions": get("lms", "/v1/completions?after=0&limit=5"),
    "listChanges": get("lms", "/v1/changes?after=0&limit=5"),
    "recordTraining": send("lms", "POST", "/v1/completions", {**CARD, "user_id": "U0000001", "reference": "Card 4711"}),
    "getCompletion": get("lms", "/v1/completions/C0000001"),
    "listCertifications": get("lms", "/v1/certifications?limit=5&user_id=U0000001&status=active"),
    "getReportsPage": get("lms", "/reports"),
    "getAuditDays": get("lms", "/v1/reports/audit/U0000001/days?from=2026-03-01&to=2026-03-02"),
    "getComplianceReport": get(
        "lms",
        "/v1/reports/compliance?group_by=regulation&on=2026-03-02&known_at=2026-03-02T09:30:00Z&manager=E0000001"
        "&department=Warehouse&location=CHI&regulation=29 CFR&course=PSM-200&format=json",
    ),
    "listCompliancePeople": get(
        "lms",
        "/v1/reports/compliance/people?limit=1&job_title=team-leader&external_id=E0000042&compliant=true&hired_since=2024-01-01",
    ),
    "getAuditStatement": get("lms", "/v1/reports/audit/U0000001?on=2026-03-02&known_at=2026-03-02T09:30:00Z"),
    "getCertificationForecast": get(
        "lms", "/v1/reports/certification-forecast?group_by=department&from=2026-03-01&months=60&department=Warehouse"
    ),
    "getLicenseUse": get("lms", "/v1/reports/license-use?months=3"),
    "getCompletionByDepartment": get("lms", "/v1/reports/completion-by-department?from=2026-03-01&to=2026-03-02"),
    "getRetention": get("lms", "/v1/reports/retention?from=2026-03-01&to=2026-03-02&courses=FIRE-101,PSM-200"),
    "getTeamPatterns": get("lms", "/v1/reports/team-patterns?min_people=1"),
    "getGateClearance": get("lms", "/v1/reports/gate-clearance?location=CHI"),
    "listGateClearance": get("lms", "/v1/reports/gate-clearance/people?clearance=barred&course=PSM-200&limit=5"),
    "listWebhookSubscriptions": get("lms", "/v1/webhook-subscriptions"),
    "createWebhookSubscription": send(
        "lms", "POST", "/v1/webhook-subscriptions", {**OTHER_HOOK, "events": ["enrollment.created"]}
    ),
    "getWebhookSubscription": get("lms", "/v1/webhook-subscriptions/S0000002"),
    "updateWebhookSubscription": send(
        "lms", "PATCH", "/v1/webhook-subscriptions/S0000002", {"payload": "full", "active": False}
    ),
    "rotateWebhookSecret": send("lms", "POST", "/v1/webhook-subscriptions/S0000002/secret", {"overlap_seconds": 60}),
    "deleteWebhookSubscription": send("lms", "DELETE", "/v1/webhook-subscriptions/S0000002"),
    "getWebhookPolicy": get("lms", "/v1/webhook-policy"),
}
RULE = {"course": "FIRE-101", "audience": {"locations": ["OSL"]}, "due": {"days": 7, "after": "assignment"}}
CONTROL: Mapping[str, Conversation] = {
    "putAssignmentRule": control("PUT", "/assignment-rules/fire-in-oslo", RULE),
    "publishCourse": control("PUT", "/courses/FIRE-101", {"title": "Fire Safety", "retake_within_days": 30}),
    "tryAssignmentRule": control("POST", "/assignment-rules/fire-in-oslo/trial", {**RULE, "audience": {}}),
    "holdClass": control(
        "POST",
        "/classes",
        {
            "course": "LIFT-120",
            "starts_at": "2026-03-20T08:00:00Z",
            "ends_at": "2026-03-20T15:00:00Z",
            "seats": 2,
            "external_ids": ["E0000042", "nobody"],
        },
    ),
    "tellLearningEvent": control("POST", "/learning-events", {"event": "near-miss", "external_ids": ["E0000042"]}),
    "waiveEnrollment": control("POST", "/enrollments/L0000002/waive", {"reason": "Holds a license"}),
    "joinGroup": control("PUT", "/groups/first-aiders/members/E0000042"),
    "leaveGroup": control("DELETE", "/groups/first-aiders/members/E0000042"),
    "getHealth": lambda world: world.control.get("/v1/health"),
    "getContract": lambda world: world.control.get("/openapi.yaml"),
    "getDocs": lambda world: world.control.get("/docs"),
    "listWorlds": lambda world: world.control.get("/v1/worlds"),
    "listMaking": lambda world: world.control.get("/v1/making"),
    "createWorld": lambda world: second_world(world)[0],
    "getWorld": control("GET", ""),
    "deleteWorld": lambda world: second_world(world)[1],
    "forkWorld": forked,
    "resetWorld": control("POST", "/reset"),
    "getConduct": control("GET", "/conduct"),
    "putConduct": control("PUT", "/conduct", {"hris": {"limit": {"requests": 1000, "per_seconds": 60}}, "lms": {}}),
    "listSnapshots": control("GET", "/snapshots"),
    "takeSnapshot": control("POST", "/snapshots", {"name": "again"}),
    "restoreSnapshot": control("POST", "/snapshots/before/restore"),
    "recordChanges": control(
        "POST",
        "/change-batches",
        {"changes": [{"kind": "promoted", "employee_id": "E0000001", "title": "nurse", "effective_on": "2026-03-02"}]},
    ),
    "restructure": control(
        "POST", "/restructurings", {"effective_on": "2026-04-01", "departments": [{"from": "WHS", "to": "W-100"}]}
    ),
    "acquire": control(
        "POST",
        "/acquisitions",
        {"legal_entity": "ACME", "name": "Acme Freight", "size": 3, "effective_on": "2026-04-01"},
    ),
    "putCode": control(
        "PUT", "/codes/locations/AKL", {"name": "Auckland", "country": "NZ", "time_zone": "Pacific/Auckland"}
    ),
    "listChangeLog": control("GET", "/changes?after=0&limit=10"),
    "recordChange": control("POST", "/changes", {"kind": "hired", "given_name": "Ada", "effective_on": "2026-03-02"}),
    "listCustomFields": control("GET", "/custom-fields"),
    "defineCustomField": control("POST", "/custom-fields", {"field_id": "badge", "label": "Badge", "type": "integer"}),
    "listDefects": control("GET", "/data-quality"),
    "liveOn": control("POST", "/living", {"days": 2, "seed": 3}),
    "actAsLearner": control(
        "POST", "/learner-actions", {"external_id": "E0000042", "course": "FIRE-101", "action": "start"}
    ),
    "editAccount": control("PATCH", "/accounts/E0000042", {"family_name": "Berg-Falk"}),
    "revokeCompletion": control(
        "POST", "/revocations", {"external_id": "E0000042", "course": "PSM-200", "reason": "recorded twice"}
    ),
    "recordTrainingElsewhere": control("POST", "/trainings", {"external_id": "E0000042", **CARD, "score": 90}),
    "enrollByHand": control("POST", "/enrollments", {"external_id": "E0000043", "course": "FIRE-101", "due_on": None}),
    "listFaults": control("GET", "/faults"),
    "armFault": control("POST", "/faults", {"kind": "deliver_twice", "system": "hris", "event": "employee.hired"}),
    "clearFaults": control("DELETE", "/faults"),
    "getClock": control("GET", "/clock"),
    "listFeedSchedules": control("GET", "/feeds"),
    "createFeedSchedule": control("POST", "/feeds", {"kind": "delta", "at": "06:00", "time_zone": "Europe/Oslo"}),
    "deleteFeedSchedule": control("DELETE", "/feeds/R0000001"),
    "setClock": control("PUT", "/clock", {"mode": "running", "scale": 60}),
    "advanceClock": control("POST", "/clock/advance", {"seconds": 60}),
    "readJournal": control("GET", "/journal?after=0&limit=100&kind=world&wait_ms=1"),
    "awaitQuiescence": control("GET", "/quiescence?silence_ms=1&wait_ms=5000"),
    "getState": control("GET", "/state"),
    "listIssued": control("GET", "/issued"),
    "auditPerson": control("GET", "/audits/E0000001?on=2026-03-02"),
    "getWebhookLedger": control("GET", "/webhook-ledger"),
    "listWebhookMessages": control("GET", "/webhook-messages?after=0&limit=5&subscription_id=S0000002&status=pending"),
    "redeliverWebhookMessage": redelivered,
}
CONVERSATIONS = {"hris/core.yaml": HRIS, "lms/core.yaml": LMS, "control.yaml": CONTROL}
