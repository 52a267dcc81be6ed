"""The cases, sent with the clients of openapi-python-client. They have no host of their own, so it is given here.

Usage: openapi_python_client.py FOLDER, where FOLDER has a package for each service.
"""

import importlib
import inspect
import pkgutil
import sys
from enum import Enum
from typing import get_args, get_type_hints

from cases_of import CASES, empty, generated, run


def calls(package):
    """Each operation's module, by its name."""
    api = importlib.import_module(f"{package}.api")
    modules = pkgutil.walk_packages(api.__path__, f"{api.__name__}.")
    return {module.name.rsplit(".", 1)[1]: importlib.import_module(module.name) for module in modules if not module.ispkg}


def argument(hint, value):
    """A value as the generated function wants it."""
    enums = [kind for kind in (hint, *get_args(hint)) if inspect.isclass(kind) and issubclass(kind, Enum)]
    return enums[0](value) if enums else value


def call(case):
    module = OPERATIONS[case["service"]][case["operation"]]
    client = importlib.import_module(f"{case['service']}.client").AuthenticatedClient(
        base_url=f"http://{case['host']}", token=f"case-{case['number']}", prefix="", auth_header_name="X-Auth-Token"
    )
    hints = get_type_hints(module.sync_detailed)
    arguments = {}
    for name, value in {**case["values"], **case["query"]}.items():
        name = name if name in hints else f"{name}_"
        arguments[name] = argument(hints[name], value)
    shown = {}
    if case["body"] is not None:
        arguments["body"] = hints["body"].from_dict(case["body"])
        shown = {"shown": repr(arguments["body"])}
    response = module.sync_detailed(client=client, **arguments)
    return {"answer": response.parsed.to_dict(), **shown}


generated(sys.argv[1])
OPERATIONS = {service: calls(service) for service in {case["service"] for case in CASES}}
run(call)
for service in sorted(OPERATIONS):
    models = importlib.import_module(f"{service}.models")
    classes = [getattr(models, name) for name in models.__all__]
    empty([cls for cls in classes if hasattr(cls, "to_dict")], lambda made: made.to_dict())
