"""What a data engineer writes to keep a list equal to a CSV file: a dictionary, a difference, batches, a few threads."""

import csv
import json
import os
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

BATCH = 10_000


def read(path):
    if not os.path.exists(path):
        return {}
    with open(path, newline="", encoding="utf-8") as file:
        return {row["user_id"]: row for row in csv.DictReader(file)}


def post(url, rows):
    users = [{"id": row["user_id"], "email": row["email"], "plan": row["plan"]} for row in rows]
    body = json.dumps({"users": users}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        answer.read()


def batches(rows):
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def main(cohort, snapshot, url):
    old, new = read(snapshot), read(cohort)
    add = [row for key, row in new.items() if old.get(key) != row]
    remove = [row for key, row in old.items() if key not in new]
    began = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda rows: post(url + "/lists/1/add", rows), batches(add)))
        list(pool.map(lambda rows: post(url + "/lists/1/remove", rows), batches(remove)))
    took = time.perf_counter() - began
    with open(snapshot, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["user_id", "email", "plan"])
        writer.writeheader()
        writer.writerows(new.values())
    print(json.dumps({"found": len(add) + len(remove), "seconds": took}))


if __name__ == "__main__":
    main(*sys.argv[1:])
