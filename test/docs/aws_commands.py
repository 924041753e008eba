"""Reads AWS CLI commands, a JSON list of strings, and prints for each a list of why it cannot work, by AWS's own models."""

import json
import shlex
import sys

import botocore.session
from botocore import xform_name

session = botocore.session.get_session()
GLOBAL = {"--output", "--query", "--region", "--profile", "--no-cli-pager", "--cli-binary-format"}


def option(name):
    return "--" + xform_name(name, "-")


def faults(command):
    _, service, name, *words = shlex.split(command)
    if service not in session.get_available_services():
        return [f"AWS has no service {service}"]
    model = session.get_service_model(service)
    operations = {xform_name(one, "-"): one for one in model.operation_names}
    if name not in operations:
        return [f"{service} has no operation {name}"]
    shape = model.operation_model(operations[name]).input_shape
    members = {option(key): value for key, value in shape.members.items()} if shape else {}
    switches = {f"--no-{key[2:]}": value for key, value in members.items() if value.type_name == "boolean"}
    given = [word for word in words if word.startswith("--")]
    found = [f"{name} takes no {word}" for word in given if word not in {*members, *switches, *GLOBAL}]
    required = [option(key) for key in shape.required_members] if shape else []
    found += [f"{name} needs {key}" for key in required if key not in given and f"--no-{key[2:]}" not in given]
    for word, value in zip(words, words[1:]):
        allowed = getattr(members.get(word), "enum", None)
        if allowed and not value.startswith("$") and value not in allowed:
            found.append(f"{word} may not be {value}")
    return found


print(json.dumps([faults(command) for command in json.load(sys.stdin)]))
