"""Quirks of our own wires that no other test shows."""

from contract.playground import ADA, playground

from rosterproof_sim.launch import Server


def test_an_employment_status_closes_no_account(server: Server) -> None:
    with playground(server) as world:
        user = world.lms.post("/v1/users", json={**ADA, "employment_status": "active"}).json()["user_id"]
        written = world.lms.patch(f"/v1/users/{user}", json={"employment_status": "terminated"}).json()
        assert (written["employment_status"], written["active"]) == ("terminated", True)
