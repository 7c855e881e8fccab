"""One PDF handout, cold, and a batch of them: regimen beside headless Chromium and WeasyPrint, in one run on one machine.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install weasyprint playwright
    cargo build --release -p regimen-cli
    /tmp/bench/bin/python tests/benches/compare.py target/release/regimen

The others print our own HTML of the same handouts. Needs Debian's `chromium` on the path (Playwright drives it; its own browser is
not fetched) and the libraries of WeasyPrint (`libpango-1.0-0 libpangoft2-1.0-0`). Runs take turns, so that what else the machine does
hits all of them alike; times are medians, and the machine's load is printed. Linux only.
"""

import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLD = int(os.environ.get("COLD", 7))
"""How often each is started cold."""
BATCH = int(os.environ.get("BATCH", 200))
"""How many handouts are in our batch."""
OTHERS = int(os.environ.get("OTHERS", 4))
"""How many of them the others print, as WeasyPrint takes most of a minute; each in one process or browser that stays."""
TURNS = int(os.environ.get("TURNS", 1))
"""How often each batch runs."""

CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]

WEASYPRINT = """
import sys, weasyprint
for name in sys.argv[1:]:
    weasyprint.HTML(name).write_pdf(name[:-4] + "weasy.pdf", pdf_tags=True)
"""


def run(command, **more):
    """Seconds of wall time, seconds of processor time, and the peak of resident memory in MB of one process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def presentations():
    """Presentations with a plan: one or two findings, two stages, three rooms."""
    provoked = [f"{by}-provoked" for by in ("flexion", "extension", "rotation", "impact", "load", "sitting")]
    findings = [*((one,) for one in provoked), *itertools.combinations(provoked, 2)]
    rooms = [("dumbbell", "bench", "long-band"), ("barbell", "rack", "bench", "dumbbell"), ()]
    words = lambda them: "[" + ", ".join(f'"{one}"' for one in them) + "]"
    for found, stage, room in itertools.product(findings, ("calm", "build"), rooms):
        yield f'red_flags = []\nfindings = {words(found)}\nstage = "{stage}"\nequipment = {words(room)}\n'


def in_turns(turns, **ways):
    """The median of what each way gives, the ways taking turns."""
    given = {name: [] for name in ways}
    for _ in range(turns):
        for name, way in ways.items():
            given[name].append(way())
    return {name: [statistics.median(column) for column in zip(*rows)] for name, rows in given.items()}


def batch_of_chromium(pages):
    """One browser, one tab, driven through its DevTools: quicker than a process for each print."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM[1:])
        tab = browser.new_page()
        # The first print of a browser pays for its start.
        tab.goto(pages[0].as_uri())
        tab.pdf(path="warm.pdf", prefer_css_page_size=True)
        start = time.perf_counter()
        for page in pages:
            tab.goto(page.as_uri())
            tab.pdf(path=str(page.with_suffix(".chromium.pdf")), prefer_css_page_size=True, tagged=True)
        wall = time.perf_counter() - start
        browser.close()
    return (wall,)


def main():
    regimen = str(Path(sys.argv[1]).resolve())
    examples = Path(__file__).resolve().parents[2] / "examples"
    os.chdir(tempfile.mkdtemp(prefix="regimen-compare-"))
    cold_input = str(examples / "bending-hurts.toml")
    run([regimen, "handout", cold_input, "--to", "html", "-o", "html/"])
    cold_page = str(Path("html/bending-hurts.html").resolve())
    inputs = []
    for at, presentation in zip(range(BATCH), itertools.cycle(presentations())):
        name = Path(f"p{at:03}.toml")
        name.write_text(presentation + f'\n[patient]\nname = "Person {at}"\n')
        inputs.append(str(name))
    # The others print the HTML of handouts from all over the batch.
    few = inputs[:: max(1, BATCH // max(OTHERS, 1))][:OTHERS]
    run([regimen, "handout", *few, "--to", "html", "-o", "batch/"])
    pages = sorted(Path("batch").resolve().glob("*.html"))
    print(f"load at the start: {os.getloadavg()}, processors: {os.cpu_count()}")

    Path("profile").mkdir()
    chromium = ["chromium", *CHROMIUM, "--user-data-dir=profile", "--no-pdf-header-footer", "--print-to-pdf=cold.pdf"]
    run([*chromium, f"file://{cold_page}"])  # makes the browser's profile, and does not count
    cold = in_turns(
        COLD,
        regimen=lambda: run([regimen, "handout", cold_input, "-o", "own.pdf"]),
        chromium=lambda: run([*chromium, f"file://{cold_page}"]),
        weasyprint=lambda: run([sys.executable, "-c", WEASYPRINT, cold_page]),
    )
    own = cold["regimen"][0]
    print(f"one handout, cold, median of {COLD}")
    for name, (wall, processor, memory) in cold.items():
        print(f"  {name:<11} {wall * 1000:7.0f} ms  processor {processor * 1000:7.0f} ms  {memory:4.0f} MB  {wall / own:5.1f} times ours")

    def ours(count, jobs):
        # The PDF writer has threads of its own, as many as there are processors.
        threads = os.environ | {"RAYON_NUM_THREADS": str(jobs)}
        return run(
            [regimen, "handout", *inputs[:count], "--to", "pdf", "--jobs", str(jobs), "--quiet", "-o", f"out{jobs}/"], env=threads
        )

    batch = in_turns(
        TURNS,
        one=lambda: ours(BATCH, 1),
        two=lambda: ours(BATCH, 2),
        few=lambda: ours(20, 1),
        chromium=lambda: batch_of_chromium(pages),
        weasyprint=lambda: run([sys.executable, "-c", WEASYPRINT, *map(str, pages)]),
    )
    one = batch["one"][0] / BATCH
    print(f"a batch, a handout, median of {TURNS} turns; ours {BATCH} handouts, the others {len(pages)} of them")
    for name, label, count in [
        ("one", "regimen, one thread", BATCH),
        ("two", "regimen, two threads", BATCH),
        ("chromium", "chromium, one browser", len(pages)),
        ("weasyprint", "weasyprint, one process", len(pages)),
    ]:
        wall = batch[name][0] / count
        processor = f"processor {batch[name][1] / count * 1000:6.0f} ms" if len(batch[name]) > 1 else ""
        print(f"  {label:<24} {wall * 1000:6.0f} ms  {wall / one:5.2f} times one thread's  {processor}")
    print(f"peak memory: 20 handouts {batch['few'][2]:.0f} MB, {BATCH} {batch['one'][2]:.0f} MB, on two threads {batch['two'][2]:.0f} MB")
    if batch["one"][2] > 1.2 * batch["few"][2]:
        sys.exit("memory grows with each handout")
    for name in inputs:
        stem = Path(name).with_suffix(".pdf")
        if Path("out1", stem).read_bytes() != Path("out2", stem).read_bytes():
            sys.exit(f"{stem}: other bytes on two threads")
    print(f"load at the end: {os.getloadavg()}")


if __name__ == "__main__":
    main()
