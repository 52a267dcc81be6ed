"""The cases, built and read with the models of datamodel-code-generator. It makes no client, so httpx sends them.

Usage: datamodel_code_generator.py FOLDER, where FOLDER has a module for each service.
"""

import importlib
import inspect
import json
import sys

import httpx
from pydantic import BaseModel, RootModel

from cases_of import CASES, empty, generated, run


def dump(model):
    return model.model_dump_json(by_alias=True, exclude_none=True)


def call(case):
    models = importlib.import_module(case["service"])
    path = case["path"]
    for name, value in case["values"].items():
        path = path.replace(f"{{{name}}}", value)
    headers = {"X-Auth-Token": f"case-{case['number']}"}
    content, shown = None, {}
    if case["body"] is not None:
        body = getattr(models, case["root"]).model_validate(case["body"])
        headers["Content-Type"] = "application/json"
        content, shown = dump(body), {"shown": repr(body)}
    url = f"http://{case['host']}{path}"
    response = httpx.request(case["method"], url, params=case["query"], headers=headers, content=content)
    answer = getattr(models, case["answer_root"]).model_validate_json(response.content)
    return {"answer": json.loads(dump(answer)), **shown}


generated(sys.argv[1])
run(call)
for service in sorted({case["service"] for case in CASES}):
    classes = [cls for _, cls in inspect.getmembers(importlib.import_module(service), inspect.isclass)]
    models = [cls for cls in classes if issubclass(cls, BaseModel) and cls not in (BaseModel, RootModel)]
    empty(models, lambda made: json.loads(dump(made)))
