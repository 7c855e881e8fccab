"""Writes a pack with as many exercises as you like, to measure `regimen check` on: always the same bytes for the same number.

    python3 tests/benches/packs.py 873 target/packs/873
    python3 tests/benches/packs.py 873 target/packs/873-bare --no-figures

An exercise has the shape of the shipped ones: steps, cues, faults, a dose, a level on each axis with its reason, ways to equip it, a dial,
neighbours, sources, and, unless it is left out, a figure. No two share a name, a first step or a figure, and each can come into a session:
a slot has its pattern and role. Words and phrases that every pack needs are taken from `data/back-care`; the pack stands on its own and is
checked with `--no-builtin`. What it says is made up and trains nobody.
"""

import sys
from pathlib import Path
from textwrap import dedent

DATA = Path(__file__).resolve().parents[2] / "data" / "back-care"

SHARED = ["axes", "dials", "patterns", "phrases", "plain-words", "references", "response", "stages"]
"""Files that are taken as they are; screen.toml is taken without the findings that it names, equipment.toml without what nothing needs."""

EQUIPMENT = ["chair", "dumbbell"]

MANNERS = [
    ("Slow", "Take four slow counts each way."),
    ("Smooth", "Make it one smooth path, with no jerk."),
    ("Paused", "Stop in the middle for two counts."),
    ("Short", "Keep the path short, and stop well before the end."),
    ("Long", "Go as far as you can while it feels easy."),
    ("Light", "Use as little force as you can."),
    ("Steady", "Keep the same pace from the first to the last."),
    ("Two-part", "Go half of the way, wait, and go the rest."),
    ("Soft", "Let your breath set the pace."),
    ("Quiet", "Move so that nobody could hear you."),
    ("Wide", "Keep a wide base, so that you do not sway."),
    ("Narrow", "Keep your feet close to each other."),
    ("Counted", "Count out loud to five each time."),
]

THINGS = [
    ("with a towel", "Keep a folded towel in reach of your hand."),
    ("with a cup", "Think of a full cup that must not spill."),
    ("by a window", "Look out of a window, far into the distance."),
    ("by a wall", "Have a wall close by, in case you tip."),
    ("on a rug", "Use a thick rug, so that nothing slips."),
    ("on a mat", "Roll out a mat that does not slide."),
    ("in socks", "Wear thick socks, so that your feet can slide."),
    ("in shoes", "Wear shoes that hold your heels well."),
    ("to music", "Put on a song with a calm beat."),
    ("to a clock", "Put a clock where you can see it."),
    ("at noon", "Do this one in the middle of the day."),
    ("at night", "Do this one when the day is done."),
    ("with a friend", "Ask a friend to watch how you move."),
    ("near a door", "Stay near a door frame that you could hold."),
]

BRACES = [
    "Tighten your tummy a little, as if about to be nudged.",
    "Breathe out and pull your lower tummy in a little.",
    "Let your ribs sink, and keep breathing.",
    "Let your shoulders drop, and look straight ahead.",
    "Make yourself tall, and let your jaw go loose.",
]

RETURNS = [
    "Breathe in and come back the way you went.",
    "Come back slowly, and rest for one breath.",
    "Go back to where you began before you start again.",
    "Come back, shake it out, and set yourself again.",
]

FAULTS = [
    ("Your low back arches.", "Make it smaller."),
    ("You hold your breath.", "Count out loud as you move."),
    ("Your shoulders creep up to your ears.", "Let them drop before each one."),
    ("You hurry near the end.", "Rest a little, then go on."),
    ("Your hips tip to one side.", "Go slower, and look where they are."),
]

AXES = ["flexion", "extension", "rotation", "compression", "shear", "impact", "sitting", "upright", "floor", "kneeling"]
SOURCES = ["strength-training-for-back-pain", "train-with-back-pain", "gordon-2016"]


def arms(base, legs="", first=20, free=""):
    """Arms that go from one place to another, the rest at ease: which angles, by a number below 9 * 8 * 7 * 3."""

    def poses(at):
        at, flexion = divmod(at, 9)
        at, abduction = divmod(at, 8)
        at, elbow = divmod(at, 7)
        return [
            f'base = "{base}"\n{free}{legs}shoulder = {{ flexion = {first + 5 * (at % 3)}, abduction = 8 }}\nelbow = 10\n',
            f"shoulder = {{ flexion = {80 + 8 * flexion}, abduction = {5 + 4 * abduction} }}\nelbow = {10 * elbow}\n",
        ]

    return poses


def legs(base, first):
    """Legs that go up from lying on the back, and arms with them."""

    def poses(at):
        at, hip = divmod(at, 7)
        at, knee = divmod(at, 9)
        at, shoulder = divmod(at, 12)
        return [
            f'base = "{base}"\nhip = {80 + 5 * (at % 3)}\nknee = {first}\nshoulder = {{ flexion = 90, abduction = 0 }}\nelbow = 0\n',
            f"hip = {60 + 4 * hip}\nknee = {5 * knee}\nshoulder = {{ flexion = {100 + 5 * shoulder}, abduction = 0 }}\n",
        ]

    return poses


def bend(first):
    """Hips and knees that bend over standing feet, the arms in front."""

    def poses(at):
        at, hip = divmod(at, 15)
        at, knee = divmod(at, 11)
        at, arm = divmod(at, 8)
        return [
            f'base = "standing"\nhip = {first + at % 2}\nknee = {first + at % 3}\n',
            f"hip = {40 + 4 * hip}\nknee = {30 + 4 * knee}\nshoulder = {{ flexion = {20 + 9 * arm}, abduction = 5 }}\n",
        ]

    return poses


def family(pattern, role, position, traits, moves, start, acts, demands, mat, figure, chair=False):
    return dict(
        pattern=pattern, role=role, position=position, traits=traits, moves=moves, start=start, acts=acts,
        demands=demands, mat=mat, figure=figure, chair=chair,
    )


FAMILIES = [
    family(
        "hinge", "strength", "standing", ["neutral-spine", "standing"],
        ["hip bow", "hip push", "stick bow", "table reach", "drawer pull", "skier's dip"],
        "Stand with your feet hip width apart and your knees soft.",
        "Push your hips back and let your trunk lean over your feet.",
        {"shear": ("moderate", "The trunk leans well forward, and its weight pulls at the low back."), "flexion": "low", "upright": "low", "compression": "low"},
        False, bend(5),
    ),
    family(
        "squat", "strength", "standing", ["upright-trunk", "standing"],
        ["sit-back", "half squat", "bench tap", "knee bend", "lift-off", "rise"],
        "Stand with your feet a little wider than your hips.",
        "Bend your knees and hips at the same time, as if to sit.",
        {"compression": ("moderate", "The trunk is held up against its own weight through the whole bend."), "upright": "low", "shear": "low"},
        False, bend(12),
    ),
    family(
        "trunk-hold", "trunk", "lying-on-back", ["neutral-spine", "lying"],
        ["beetle reach", "table-top tap", "star reach", "cross reach", "leg float", "heel tap"],
        "Lie on your back with your knees over your hips.",
        "Lower one leg and the other arm, and keep your low back where it is.",
        {"extension": "low", "rotation": "low", "floor": "low"},
        True, legs("supine", 60),
    ),
    family(
        "hip-mobility", "mobility", "lying-on-back", ["hip-mobility", "lying"],
        ["knee circle", "leg swing", "hip opener", "ankle cross", "leg fold", "hip rock"],
        "Lie on your back and let both legs rest.",
        "Bring one thigh up and let the hip turn as far as it likes.",
        {"flexion": "low", "floor": "low"},
        True, legs("supine", 70),
    ),
    family(
        "pull", "strength", "kneeling", ["upright-trunk", "gradual-strength"],
        ["rope climb", "bow draw", "curtain pull", "row-back", "elbow drive", "wing pull"],
        "Kneel tall on a folded mat with your arms in front of you.",
        "Pull your elbows back along your ribs.",
        {"floor": "low", "kneeling": ("moderate", "The knees carry the whole weight for the length of a set.")},
        True, arms("kneeling"),
    ),
    family(
        "push-horizontal", "strength", "sitting", ["seated", "supported"],
        ["chair push", "desk push", "arm press", "tray slide", "front press-out", "palm push"],
        "Sit on a firm chair with both feet flat.",
        "Push both palms away from your chest until your arms are long.",
        {"sitting": "low"},
        False, arms("seated"), True,
    ),
    family(
        "push-vertical", "strength", "standing", ["upright-trunk", "standing"],
        ["shelf reach", "sky push", "lamp turn", "hat lift", "ladder reach", "roof push"],
        "Stand tall with your feet under your hips.",
        "Push both hands up as high as they go with ease.",
        {"extension": "low", "upright": "low", "compression": "low"},
        False, arms("standing"),
    ),
    family(
        "spine-mobility", "mobility", "sitting", ["seated"],
        ["seated sway", "arm arc", "shoulder roll", "rib lift", "side lean", "chest lift"],
        "Sit near the front of a firm chair.",
        "Let your arms lead, and let your back follow them up and down.",
        {"sitting": "low", "extension": "low", "flexion": "low"},
        False, arms("seated", first=0), True,
    ),
    family(
        "carry", "conditioning", "standing", ["on-foot", "core-stability"],
        ["bag hold", "tray hold", "suitcase stand", "bucket hold", "crate hold", "waiter hold"],
        "Stand with your feet under your hips, a weight in reach.",
        "Hold your arms where they are and let nothing else move.",
        {"compression": ("moderate", "What the arms hold presses along the spine for the length of a set."), "upright": "low"},
        False, arms("standing", first=5),
    ),
    family(
        "breathing", "breathing", "lying-on-back", ["lying", "supported"],
        ["belly breath", "box breath", "long sigh", "rib breath", "five-count breath", "wave breath"],
        "Lie on your back with a pillow under your head.",
        "Breathe in and let your arms float up with your belly.",
        {"floor": "low"},
        True, legs("supine", 80),
    ),
    family(
        "trunk-rotation", "trunk", "kneeling", ["core-stability"],
        ["half turn", "rope turn", "look-behind", "shoulder turn", "arm sweep", "corner reach"],
        "Kneel on a folded mat and reach both arms out.",
        "Turn your chest a little to one side, and let your hips stay.",
        {"rotation": "low", "floor": "low", "kneeling": "low"},
        True, arms("kneeling", first=0),
    ),
    family(
        "gait", "conditioning", "standing", ["standing", "on-foot"],
        ["march", "stride", "toe walk", "step-over", "arm-swing walk", "heel walk"],
        "Stand tall with your weight on both feet.",
        "Swing your arms and shift your weight from foot to foot.",
        {"upright": "low", "impact": "low"},
        False, arms("standing", first=-10),
    ),
]

MOST = len(FAMILIES) * len(MANNERS) * len(THINGS) * 6


def quote(text):
    return '"' + text + '"'


def array(texts):
    return "[" + ", ".join(map(quote, texts)) + "]"


def lines(texts):
    return "[\n" + "".join(f"  {quote(text)},\n" for text in texts) + "]"


def words_of(at):
    """The family of an exercise, its place there, and what tells it from the others."""
    nth, which = divmod(at, len(FAMILIES))
    rest, move = divmod(nth, 6)
    rest, manner = divmod(rest, len(MANNERS))
    # Neighbours in the list then differ in more than one word.
    return which, nth, move, (manner + 5 * move) % len(MANNERS), (rest + 3 * manner) % len(THINGS)


def name_of(at):
    which, _, move, manner, thing = words_of(at)
    return f"{MANNERS[manner][0]} {FAMILIES[which]['moves'][move]} {THINGS[thing][0]}"


def id_of(at):
    return name_of(at).lower().replace("'", "").replace(" ", "-")


def exercise(at, count, figures):
    which, nth, move, manner, thing = words_of(at)
    kind = FAMILIES[which]
    what = kind["moves"][move]
    sets, low = 2 + nth % 3, 6 + nth % 7
    demands = {axis: "none" for axis in AXES} | kind["demands"]
    lowered = next(axis for axis, level in kind["demands"].items() if level != "none")
    below = "none" if isinstance(demands[lowered], str) else "low"
    easier = [id_of(at - len(FAMILIES))] if at >= len(FAMILIES) else []
    harder = [id_of(at + len(FAMILIES))] if at + len(FAMILIES) < count else []
    faults = [FAULTS[(nth + n) % len(FAULTS)] for n in range(2 + nth % 2)]
    level = lambda one: quote(one) if isinstance(one, str) else f'{{ level = "{one[0]}", why = "{one[1]}" }}'
    parts = [
        f"""\
        #:schema ../../../schemas/exercise.schema.json
        id = "{id_of(at)}"
        name = "{name_of(at)}"
        purpose = "Teaches you to do the {what} well, so that your back has less to do."
        pattern = "{kind['pattern']}"
        role = "{kind['role']}"
        position = "{kind['position']}"
        traits = {array(kind['traits'])}
        loadable = false
        """,
        f"easier = {array(easier)}\n" if easier else "",
        f"harder = {array(harder)}\n" if harder else "",
        f"sources = {array(SOURCES[: 1 + nth % 3])}\n\n",
        "steps = "
        + lines(
            [
                f"{kind['start']} {THINGS[thing][1]} This is for the {what}.",
                BRACES[(nth + which) % len(BRACES)],
                f"{kind['acts']} {MANNERS[manner][1]}",
                f"{RETURNS[nth % len(RETURNS)]} Do {low} to {low + 2} of them{' on each side' if nth % 2 else ''}.",
            ]
        )
        + "\ncues = "
        + lines([f"Think of the {what} as one whole, {THINGS[thing][0]} or without.", f"{MANNERS[(manner + 3) % len(MANNERS)][1]}"])
        + "\nfaults = [\n"
        + "".join(f'  {{ see = "{see}", mend = "{mend}" }},\n' for see, mend in faults)
        + "]\n\n",
        f"""\
        # How much, when nothing else says so. Two numbers are a range.
        [dose]
        sets = {sets}
        reps = [{low}, {low + 2}]
        each_side = {"true" if nth % 2 else "false"}
        rest_s = {30 + 15 * (nth % 4)}

        # For the time estimate: seconds for one repetition on one side, holds not counted.
        [pace]
        rep_s = {3 + nth % 4}

        # What it asks of the back, at this dose and a working load.
        # At moderate and high, say why.
        [demands]
        """,
        "".join(f"{axis} = {level(one)}\n" for axis, one in demands.items()),
        "\n# Ways to equip it, the first that the room allows is taken. [] needs nothing.\n",
        "".join(
            f"[[ways]]\nequipment = {array(way)}\n\n"
            for way in ([["dumbbell"]] if nth % 4 == 0 else []) + ([["chair"]] if kind["chair"] else [[]])
        ),
        f"""\
        [[dials]]
        id = "smaller"
        dial = "range"
        how = "Do only half of the {what}. Stop sooner if your back speaks up."
        sets_demand = {{ {lowered} = "{below}" }}
        """,
    ]
    if figures:
        parts.append("\n# The picture: joint angles in degrees.\n[figure]\n" + ("mat = true\n" if kind["mat"] else ""))
        parts += [f"\n[[figure.poses]]\n{pose}" for pose in kind["figure"](nth)]
    return "".join(dedent(part) for part in parts)


def programme():
    slots = [
        f'[[sessions.slots]]\nid = "slot-{at}"\nexercise = "{id_of(at)}"\npriority = {at % 6 + 1}\n' for at in range(len(FAMILIES))
    ]
    half = len(slots) // 2
    session = lambda name, slots: f'[[sessions]]\nid = "{name}"\nname = "Session {name.upper()}"\nmin_items = 1\n\n' + "\n".join(slots)
    head = dedent(
        """\
        #:schema ../../../schemas/programme.schema.json
        id = "everything"
        name = "Everything in turn"
        summary = "One exercise of each kind. All others of its kind can take its place."
        for_whom = ["Nobody: it is there to be measured."]
        rank = 1
        basis = "consensus"

        [schedule]
        days = ["mon", "thu"]
        order = ["a", "b"]
        rest_days = 1
        changeover_s = [30, 60]

        [[phases]]
        id = "all"
        name = "All weeks"
        weeks = [1, 12]
        aim = "Do a little of each."
        how = ["Go slowly."]

        """
    )
    return head + session("a", slots[:half]) + "\n" + session("b", slots[half:])


MANIFEST = dedent(
    """\
    #:schema ../../schemas/pack.schema.json
    name = "bench"
    version = "1.0.0"
    format = 1
    title = "A pack to measure with"
    summary = "Made-up exercises, as many as are wanted."
    languages = ["en"]
    licence = "CC-BY-4.0"
    authors = ["tests/benches/packs.py"]
    reviewed = []
    """
)


def screen():
    kept = (DATA / "screen.toml").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in kept if not line.startswith("implies"))


def equipment():
    head, *pieces = (DATA / "equipment.toml").read_text(encoding="utf-8").split("[[equipment]]\n")
    is_needed = lambda piece: any(piece.startswith(f'id = "{one}"\n') for one in EQUIPMENT)
    return head + "".join("[[equipment]]\n" + piece for piece in pieces if is_needed(piece))


def write(folder, count, figures=True):
    """Writes the pack; the folder of its exercises."""
    if count > MOST:
        sys.exit(f"there are words for {MOST} exercises")
    exercises = folder / "exercises"
    exercises.mkdir(parents=True, exist_ok=True)
    (folder / "programmes").mkdir(exist_ok=True)
    for name in SHARED:
        (folder / f"{name}.toml").write_bytes((DATA / f"{name}.toml").read_bytes())
    (folder / "pack.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "screen.toml").write_text(screen(), encoding="utf-8")
    (folder / "equipment.toml").write_text(equipment(), encoding="utf-8")
    (folder / "programmes" / "everything.toml").write_text(programme(), encoding="utf-8")
    for at in range(count):
        text = exercise(at, count, figures)
        (exercises / f"{id_of(at)}.toml").write_text(text, encoding="utf-8")
    return exercises


if __name__ == "__main__":
    options = [one for one in sys.argv[1:] if one.startswith("--")]
    wanted = [one for one in sys.argv[1:] if not one.startswith("--")]
    if len(wanted) != 2 or options not in ([], ["--no-figures"]):
        sys.exit(__doc__)
    write(Path(wanted[1]), int(wanted[0]), not options)
