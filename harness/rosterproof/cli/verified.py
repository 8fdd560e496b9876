"""A verified certificate in words."""

from collections.abc import Iterator

from rosterproof.notary import Verification


def told(found: Verification) -> Iterator[str]:
    """What it certifies, what every question came to, and one line to take away."""
    said = found.certificate.statement
    connector, profile = said["connector"], said["profile"]
    whom = f"{connector['name']} {connector['version']}"
    build = connector["build"]
    of = f"{build['files']} files, {build['digest']}" if build else "none declared"
    yield f"certificate  of {whom}, on profile {profile['name']}, seed {said['seed']}"
    yield f"build        {of}"
    yield f"systems      {connector['hris']} HRIS, {connector['lms']} LMS; Rosterproof {said['rosterproof']}"
    yield f"states       {said['verdict']}"
    yield from (f"             {reason}" for reason in said["reasons"])
    yield from (f"exposure     {each['sentence']}" for each in said["exposure"])
    yield from (f"omitted      {each['check']}: {each['reason']}" for each in said["omitted"])
    for answer in found.answers:
        yield f"{answer.asked:<12} {'' if answer.good else 'NO: '}{answer.told}"
    if not found.genuine:
        yield f"NOT VERIFIED  {', '.join(answer.asked for answer in found.answers if not answer.good)}"
    elif said["verdict"] == "certified" and not said["valid_until"]:
        yield f"VERIFIED  {whom} was certified on a part of profile {profile['name']}; no certificate of the profile"
    else:
        yield f"VERIFIED  {whom} is {said['verdict']} on profile {profile['name']}"
