"""`regimen check` on made-up packs, beside what else checks TOML against a JSON Schema: one run on one machine, the tables in Markdown.

    cargo build --release -p regimen-cli --no-default-features
    python3 tests/benches/check.py target/release/regimen

Needs Python 3.11, Node 20 with npm, and the network once: the others are put into `target/peers`, the packs into `target/packs`. The others
look only at the exercises, and only at their schema: `taplo lint` and `tombi lint` by the `#:schema` line of each file, `check-jsonschema`
with the schema, and `ajv` with the same files made into JSON beforehand, as it reads no TOML. Runs take turns, so that what else the machine
does hits all of them alike; figures are medians. Linux only.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import packs
from compare import run

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "target" / "peers"
PLACE = ROOT / "target" / "packs"
FEW, MANY = 873, 10_000
SCHEMA = "exercise.schema.json"

PYTHON = ["taplo==0.9.3", "tombi==1.9.6", "check-jsonschema==0.39.0"]
NODE = ["ajv@8.20.0"]

AJV = """
const fs = require("fs"), Ajv = require("ajv/dist/2020");
const check = new Ajv({ strict: false }).compile(JSON.parse(fs.readFileSync(process.argv[2], "utf8")));
let bad = 0;
for (const name of fs.readdirSync(process.argv[3])) {
  if (!check(JSON.parse(fs.readFileSync(process.argv[3] + "/" + name, "utf8")))) { console.log(name, check.errors); bad++; }
}
process.exit(bad ? 1 : 0);
"""

TURNS = {
    "regimen check": (11, 7), "regimen check, one thread": (11, 7), "without figures": (11, 7), "taplo": (7, 3), "ajv, on JSON": (5, 3),
    "check-jsonschema": (3, 1), "tombi": (3, 1),
}
"""How often each is run, on few files and on many: the slowest seldom, or nobody would wait for it."""


def install():
    """The others, once."""
    if not (PEERS / "bin" / "tombi").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([PEERS / "bin" / "pip", "install", "--quiet", *PYTHON], check=True)
    if not (PEERS / "node_modules" / "ajv").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", PEERS, *NODE], check=True)
    (PEERS / "ajv.js").write_text(AJV)


def prepare():
    """The packs, as others find their schemas beside them, and their exercises as JSON."""
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(ROOT / "schemas", PLACE / "schemas")
    # Its strict mode warns of keys that the schema allows.
    (PLACE / "tombi.toml").write_text("[schema]\nstrict = false\n")
    for count in (FEW, MANY):
        packs.write(PLACE / "packs" / f"{count}-bare", count, figures=False)
        exercises = packs.write(PLACE / "packs" / f"{count}", count)
        as_json = PLACE / "json" / str(count)
        as_json.mkdir(parents=True)
        for path in exercises.iterdir():
            (as_json / f"{path.stem}.json").write_text(json.dumps(tomllib.loads(path.read_text())))
    shutil.copytree(ROOT / "data", PLACE / "packs" / "shipped")


def ways(regimen, count):
    """What is run on so many files."""
    pack = PLACE / "packs" / str(count)
    files = sorted(str(path.relative_to(pack)) for path in pack.glob("exercises/*.toml"))
    schema = str(PLACE / "schemas" / SCHEMA)
    check = [regimen, "check", "--no-builtin"]
    return {
        "regimen check": (check + ["."], pack),
        "regimen check, one thread": (["taskset", "-c", "0"] + check + ["."], pack),
        "without figures": (check + ["."], pack.with_name(f"{count}-bare")),
        "taplo": ([PEERS / "bin" / "taplo", "lint", *files], pack),
        "ajv, on JSON": (["node", PEERS / "ajv.js", schema, PLACE / "json" / str(count)], pack),
        "check-jsonschema": ([PEERS / "bin" / "check-jsonschema", "--schemafile", schema, *files], pack),
        "tombi": ([PEERS / "bin" / "tombi", "lint", "--offline", *files], pack),
    }


def measure(regimen, few):
    """The median of wall time, processor time and peak memory of each, taking turns."""
    count = FEW if few else MANY
    taken = {name: [] for name in TURNS}
    all_ways = ways(regimen, count)
    # The first look at a file pays for the disk.
    run(all_ways["taplo"][0], cwd=all_ways["taplo"][1])
    most = max(turns[not few] for turns in TURNS.values())
    for turn in range(most):
        for name, (command, cwd) in all_ways.items():
            turns = TURNS[name][not few]
            # Spread over the whole of the run, not all at its start.
            if (turn + 1) * turns // most > turn * turns // most:
                taken[name].append(run(command, cwd=cwd))
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in taken.items()}


def table(title, given, bases):
    ours = given["regimen check"]
    print(f"\n| {title} | time | processor | peak memory | time, as a ratio | aim | processor, as a ratio |\n| --- " + "| --- " * 6 + "|")
    for name, (wall, processor, memory) in given.items():
        ratio = f"**{wall / ours[0]:.1f}**" if name in bases else ""
        used = f"{processor / ours[1]:.1f}" if name in bases else ""
        aim = bases.get(name)
        reached = "" if aim is None else f"{aim}: {'reached' if wall / ours[0] >= aim else 'not reached'}"
        shown = f"{wall:.2f} s" if wall >= 1 else f"{wall * 1000:.0f} ms"
        spent = f"{processor:.2f} s" if processor >= 1 else f"{processor * 1000:.0f} ms"
        print(f"| {name} | {shown} | {spent} | {memory:.0f} MB | {ratio} | {reached} | {used} |")


def watch(regimen, edits=21):
    """Milliseconds from saving an exercise of the shipped packs to the answer, and of them the processor's."""
    shipped = PLACE / "packs" / "shipped"
    command = [regimen, "check", "--no-builtin", "--watch", "."]
    child = subprocess.Popen(command, cwd=shipped, stderr=subprocess.PIPE, text=True)
    said = iter(child.stderr.readline, "")
    answer = lambda: next(line for line in said if "files read" in line)
    spent = lambda: sum(map(int, Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
    answer()
    next(line for line in said if "stop with" in line)
    taken = []
    files = sorted(shipped.glob("back-care/exercises/*.toml"))
    before = spent()
    for turn in range(edits):
        path = files[turn * 3 % len(files)]
        text = path.read_text()
        start = time.perf_counter()
        path.write_text(text.replace("sets = ", "sets  = ", 1) + "# edited\n")
        answer()
        taken.append((time.perf_counter() - start) * 1000)
        time.sleep(0.1)
    ticks = (spent() - before) * 1000 / os.sysconf("SC_CLK_TCK") / edits
    child.kill()
    child.wait()
    return statistics.median(taken), max(taken), ticks


def main():
    regimen = str(Path(sys.argv[1]).resolve())
    install()
    prepare()
    load = lambda: f"{os.getloadavg()[0]:.1f}"
    start = load()
    few, many = measure(regimen, True), measure(regimen, False)
    median, worst, ticks = watch(regimen)
    shipped = [run([regimen, "check", "--no-builtin", "."], cwd=PLACE / "packs" / "shipped") for _ in range(11)]
    wall, processor, memory = [statistics.median(column) for column in zip(*shipped)]
    print(f"{os.cpu_count()} processors, load {start} at the start, {load()} at the end.")
    table(f"{FEW} exercises", few, {"taplo": 6, "ajv, on JSON": 16, "tombi": 26, "check-jsonschema": 50})
    table(f"{MANY:,} exercises", many, {"taplo": 10, "ajv, on JSON": 5, "tombi": 47, "check-jsonschema": 50})
    each = [one["regimen check"][0] / count * 1e6 for one, count in ((few, FEW), (many, MANY))]
    print(f"\n| what | measured | aim |\n| --- | --- | --- |")
    print(f"| a file, of {FEW} and of {MANY:,} | {each[0]:.0f} and {each[1]:.0f} µs | does not grow |")
    print(f"| peak memory on {MANY:,} | {many['regimen check'][2]:.0f} MB | under 64 MB |")
    print(f"| the shipped packs, cold | {wall * 1000:.0f} ms, {processor * 1000:.0f} ms of the processors, {memory:.0f} MB | |")
    print(f"| `--watch`: from saving an exercise of the shipped packs to the answer, median and worst of 21 | {median:.0f} and {worst:.0f} ms, {ticks:.0f} ms of the processors | under 50 ms |")


if __name__ == "__main__":
    main()
