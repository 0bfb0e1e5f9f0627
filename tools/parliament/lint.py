"""Reads policy documents from standard input, and prints what parliament finds, as JSON.

Input: [{"kind": "identity" | "trust" | "resource", "document": {...}}, ...]
Output: [{"policy": <index of the document>, "issue": <parliament's name>, "detail": <text>}, ...], each finding once.
"""

import json
import sys

import parliament
from parliament.statement import get_arn_format, get_privilege_info


def listed(value):
    return value if isinstance(value, list) else [value]


def completed(policy):
    """A trust policy names no resource, because it is part of one; parliament asks for one."""
    document = policy["document"]
    if policy["kind"] == "trust":
        for statement in document["Statement"]:
            statement["Resource"] = "*"
    return document


def covers(taken, arn):
    """Whether a resource of the policy is, or may be, one of those that an action takes. An action that knows no resources
    needs `*`, and nothing else is of use to it."""
    name, arn_format = taken
    return arn == "*" if arn_format == "*" else parliament.is_arn_match(name, arn_format, arn)


def allows_elsewhere(document, action, arn_format):
    """Whether any statement allows the action on resources of this form. Parliament looks at one statement at a time,
    while a launch of an instance, say, is allowed by several, each for some of the resources that it needs."""
    return any(
        statement["Effect"] == "Allow"
        and action in listed(statement.get("Action", []))
        and any(covers(("", arn_format), arn) for arn in listed(statement.get("Resource", [])))
        for statement in document["Statement"]
    )


def resources_of(action):
    """Name and ARN format of every resource type that an action takes; the format `*` if it takes none. Types that AWS names
    without an ARN format are left out: parliament fails on them."""
    info = get_privilege_info(action["service"], action["action"])
    known = {resource["resource"] for resource in info["service_resources"]}
    names = {taken["resource_type"].rstrip("*") for taken in info["resource_types"]} & known
    return [(name, get_arn_format(name, info["service_resources"])) for name in names] or [("", "*")]


def dead_grants(document):
    """Allowed actions that take none of the statement's resources, and resources that none of its actions takes.
    Parliament itself asks for the resources that AWS calls required, which are none where an action takes several types."""
    for statement in document["Statement"]:
        names = listed(statement.get("Action", "*"))
        if statement["Effect"] != "Allow" or "Resource" not in statement or "*" in names:
            continue
        arns = listed(statement["Resource"])
        actions = [action for name in names for action in parliament.expand_action(name, False)]
        takes = {f"{action['service']}:{action['action']}": resources_of(action) for action in actions}
        for action, resources in takes.items():
            if not any(covers(taken, arn) for taken in resources for arn in arns):
                yield {"issue": "DEAD_ACTION", "detail": f"{action} takes none of the resources of its statement"}
        for arn in arns:
            if not any(arn == "*" or covers(taken, arn) for resources in takes.values() for taken in resources):
                yield {"issue": "DEAD_RESOURCE", "detail": f"{arn} is taken by none of the actions of its statement"}


def details(document, finding):
    if finding.issue == "RESOURCE_MISMATCH":
        return [
            f"{missing['action']} needs a resource like {missing['required_format']}"
            for missing in finding.detail
            if not allows_elsewhere(document, missing["action"], missing["required_format"])
        ]
    return listed(finding.detail if finding.detail is not None else "")


def main():
    found = []
    for index, policy in enumerate(json.load(sys.stdin)):
        document = completed(policy)
        analyzed = parliament.analyze_policy_string(json.dumps(document), ignore_private_auditors=True)
        for finding in analyzed.findings:
            for detail in details(document, finding):
                entry = {"policy": index, "issue": finding.issue, "detail": detail}
                if entry not in found:
                    found.append(entry)
        found.extend({"policy": index, **grant} for grant in dead_grants(document))
    json.dump(found, sys.stdout)


main()
