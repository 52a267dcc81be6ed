"""Signs the same requests with the client and with the vendor's own SDK, and compares.

Usage: signing.py SIGN, where SIGN is the example `sign` of drs-client.
The requests are made from a fixed seed: methods, paths, queries, bodies and headers with characters of every kind.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from urllib.parse import quote

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

CASES = 800
SEED = 20250102
PROJECT = "054ba152d480d55b2f5dc0069e7ddef0"
HOSTS = ["drs.cn-north-4.myhuaweicloud.com", "gaussdb-mysql.af-south-1.myhuaweicloud.com", "127.0.0.1:8787", "[::1]:80"]
LETTERS = [*"abcXYZ019-_.~", *" +%&=?#/:@!$'()*,;[]{}|\\^`\"<>", *"äßé中文字日本", "\U0001f600", "\t", "\u200b"]
# `.` and `..` would be removed from a path before it is sent.
SEGMENTS = [letter for letter in LETTERS if letter not in "./\\?#\t"]
chance = random.Random(SEED)


def text(letters, least, most):
    return "".join(chance.choice(letters) for _ in range(chance.randint(least, most)))


def case():
    method = chance.choice(["GET", "POST", "PUT", "DELETE"])
    segments = ["v5", PROJECT] + [text(SEGMENTS, 1, 8) for _ in range(chance.randint(0, 3))]
    keys = [text(LETTERS, 1, 5) for _ in range(chance.randint(0, 4))]
    query = [[key, text(LETTERS, 0, 8)] for key in keys for _ in range(chance.choice([1, 1, 1, 3]))]
    chance.shuffle(query)
    headers = {}
    body = "" if method in ("GET", "DELETE") else chance.choice(["", json.dumps({text(LETTERS, 0, 9): text(LETTERS, 0, 99)}), "{}"])
    if body or chance.random() < 0.3:
        headers["content-type"] = chance.choice(["application/json", "application/json;charset=UTF-8"])
    if chance.random() < 0.5:
        headers["x-language"] = chance.choice(["en-us", "zh-cn"])
    return {
        "method": method,
        "scheme": "https",
        "host": chance.choice(HOSTS),
        "segments": segments,
        "query": query,
        "headers": headers,
        "body": body,
        "access_key": text([*"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"], 20, 20),
        "secret_key": text([*"abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789+/="], 40, 40),
        "security_token": text([*"abcdefABCDEF0123456789+/="], 1, 400) if chance.random() < 0.3 else None,
        "project_id": PROJECT if chance.random() < 0.8 else None,
        "date": f"{chance.randint(1970, 2100)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T"
        f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:{chance.randint(0, 59):02}Z",
    }


def ours(sign, cases):
    path = lambda case: "/" + "/".join(quote(segment, safe="") for segment in case["segments"])
    lines = [json.dumps({**case, "url": f"{case['scheme']}://{case['host']}{path(case)}"}) for case in cases]
    done = subprocess.run([sign], input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"error: {sign} fails: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def theirs(case):
    """What the SDK sends: the target and the signature. Its queries are lists of values by name."""
    query = {}
    for key, value in case["query"]:
        query.setdefault(key, []).append(value)
    headers = {**case["headers"], "X-Sdk-Date": case["date"].replace("-", "").replace(":", ""), "Host": case["host"]}
    if "content-type" in headers:
        headers["Content-Type"] = headers.pop("content-type")
    if case["project_id"]:
        headers["X-Project-Id"] = case["project_id"]
    if case["security_token"]:
        headers["X-Security-Token"] = case["security_token"]
    path = "/" + "/".join(quote(segment, safe="") for segment in case["segments"])
    pairs = [(key, values if len(values) > 1 else values[0]) for key, values in query.items()]
    request = SdkRequest(method=case["method"], schema=case["scheme"], host=case["host"], resource_path=path,
                         query_params=pairs, header_params=headers, body=case["body"])
    signed = Signer(BasicCredentials(case["access_key"], case["secret_key"])).sign(request)
    return {"target": signed.uri, "authorization": signed.header_params["Authorization"]}


def main():
    cases = [case() for _ in range(CASES)]
    failures = []
    counts = Counter()
    for case_, client in zip(cases, ours(sys.argv[1], cases), strict=True):
        sdk = theirs(case_)
        query = lambda target: target.partition("?")[2]
        if (query(client["target"]), client["headers"]["authorization"]) != (query(sdk["target"]), sdk["authorization"]):
            failures.append(f"{case_}\n  client: {client}\n  SDK:    {sdk}")
        counts.update([case_["method"], "with a query" if case_["query"] else "without a query"])
        counts.update(["with a body"] if case_["body"] else [])
        counts.update(["with a temporary key"] if case_["security_token"] else [])
    if failures:
        print("\n".join(failures[:5]), file=sys.stderr)
        print(f"error: {len(failures)} of {CASES} signatures are not the SDK's", file=sys.stderr)
        return 1
    print(f"{CASES} signatures are the SDK's: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
