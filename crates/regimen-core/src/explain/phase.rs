//! Phase by phase: the slots that an exercise stood in or was given, and how it came out.

use crate::library::{
    EquipmentSet, Exercise, Key, Library, Never, Phase, Programme, Session, Slot,
};
use crate::link::Asked;
use crate::plan::{
    Item, LeftOut, Limits, Outcome, PhasePlan, Plan, Planned, SessionPlan, Situation, Tried,
    Turned, Warning, Why, WhyLeftOut, listed, nevers, situation,
};

use super::record::Records;
use super::{
    Given, PhaseName, Phases, Reason, SlotPlace, SlotStory, Verdict, alone, chain, choice, named,
};

/// What holds in one phase.
pub(super) struct Scene<'a, 's> {
    pub(super) records: &'a Records<'s>,
    pub(super) asked: &'a Asked,
    pub(super) programme: Key<Programme>,
    pub(super) written: &'a Phase,
    pub(super) planned: &'a PhasePlan,
    pub(super) limits: &'a Limits,
    pub(super) situation: Situation,
    /// The equipment at hand, as far as the phase allows its load.
    pub(super) room: EquipmentSet,
    pub(super) nevers: Vec<Key<Never>>,
    /// All that may be given, where the programme is closed.
    pub(super) listed: Option<Vec<Key<Exercise>>>,
}

impl<'a, 's: 'a> Scene<'a, 's> {
    fn new(
        records: &'a Records<'s>,
        asked: &'a Asked,
        plan: &Plan,
        planned: &'a PhasePlan,
    ) -> Option<Scene<'a, 's>> {
        let library = records.library;
        let programme = &library.programmes[plan.programme];
        let written = programme.phases.get(planned.phase)?;
        let situation = situation(
            library,
            asked.stage,
            &asked.conditions,
            plan.programme,
            planned.phase,
        );
        Some(Scene {
            records,
            asked,
            programme: plan.programme,
            written,
            planned,
            limits: &planned.limits,
            nevers: nevers(library, &situation),
            situation,
            room: asked.room.without(written.too_heavy),
            listed: programme.closed.then(|| listed(programme, planned.phase)),
        })
    }
}

/// A slot of a session, and what became of it.
pub(super) struct Seat<'a> {
    pub(super) session: &'a Session,
    /// The slot's position in the session.
    pub(super) position: usize,
    pub(super) slot: &'a Slot,
    /// Everything that the session holds.
    pub(super) items: &'a [Item],
    pub(super) item: Option<&'a Item>,
    pub(super) left_out: Option<&'a LeftOut>,
}

impl<'a> Seat<'a> {
    /// Every slot of a session.
    pub(super) fn all(
        session: &'a Session,
        planned: &'a SessionPlan,
    ) -> impl Iterator<Item = Seat<'a>> {
        let slots = session.slots.iter().enumerate();
        slots.map(move |(position, slot)| Seat {
            session,
            position,
            slot,
            items: &planned.items,
            item: planned.items.iter().find(|item| item.slot == position),
            left_out: planned.left_out.iter().find(|one| one.slot == position),
        })
    }

    /// Whether another slot of the session holds an exercise.
    pub(super) fn holds(&self, exercise: Key<Exercise>) -> bool {
        let others = self.items.iter().filter(|item| item.slot != self.position);
        others.into_iter().any(|item| item.exercise == exercise)
    }
}

/// The phases, those in which nothing differs together.
pub(super) fn phases(
    records: &Records<'_>,
    asked: &Asked,
    plan: &Plan,
    trace: &[Tried],
    exercise: Key<Exercise>,
) -> Vec<Phases> {
    let mut all: Vec<Phases> = Vec::new();
    for planned in &plan.phases {
        let Some(scene) = Scene::new(records, asked, plan, planned) else {
            continue;
        };
        let one = phase(&scene, plan, trace, exercise);
        match all.last_mut() {
            Some(before) if same(before, &one) => before.phases.extend(one.phases),
            _ => all.push(one),
        }
    }
    all
}

fn same(a: &Phases, b: &Phases) -> bool {
    a.says == b.says && a.slots == b.slots && a.alone == b.alone
}

fn phase(scene: &Scene<'_, '_>, plan: &Plan, trace: &[Tried], exercise: Key<Exercise>) -> Phases {
    let mut slots: Vec<SlotStory> = Vec::new();
    let mut is_own = false;
    for planned in &scene.planned.sessions {
        let Some(session) = plan.sessions.get(planned.session) else {
            continue;
        };
        for seat in Seat::all(session, planned) {
            let own = seat.slot.exercise == exercise;
            if !own && seat.item.is_none_or(|item| item.exercise != exercise) {
                continue;
            }
            is_own |= own;
            let tried: Vec<&Tried> = trace
                .iter()
                .filter(|one| {
                    one.programme == scene.programme
                        && one.phase == scene.planned.phase
                        && one.session == planned.session
                        && one.slot == seat.position
                })
                .collect();
            let one = story(scene, &seat, &tried, exercise);
            let alike = |other: &&mut SlotStory| {
                other.own == one.own
                    && other.says == one.says
                    && other.given == one.given
                    && other.tried == one.tried
            };
            match slots.iter_mut().find(alike) {
                Some(other) => other.at.extend(one.at),
                None => slots.push(one),
            }
        }
    }
    let alone = (!is_own).then(|| alone::alone(scene, plan, trace, exercise));
    let best = slots.iter().min_by_key(|one| one.verdict);
    let (verdict, says) = match (best, &alone) {
        (Some(best), _) => (best.verdict, best.says.clone()),
        (None, alone) => (
            Verdict::NoSlot,
            alone.as_ref().map_or_else(String::new, alone::says),
        ),
    };
    Phases {
        phases: vec![PhaseName {
            id: scene.written.id.clone(),
            name: scene.written.name.clone(),
            weeks: scene.written.weeks,
        }],
        verdict,
        says,
        // Where it stands in for another, that slot's story says what the limits say.
        alone: if slots.is_empty() { alone } else { None },
        slots,
    }
}

fn story(
    scene: &Scene<'_, '_>,
    seat: &Seat<'_>,
    trace: &[&Tried],
    exercise: Key<Exercise>,
) -> SlotStory {
    let records = scene.records;
    let library = records.library;
    let given = seat.item.map(|item| given(scene, seat, item));
    let own = seat.slot.exercise;
    let dial = given.as_ref().and_then(|one| one.dial.as_ref());
    let dial = dial.map_or_else(String::new, |dial| {
        format!(", with one dial: {}", dial.name)
    });
    let (verdict, says) = match seat.item {
        Some(item) if item.exercise == exercise && own == exercise => match item.turn {
            None => (Verdict::AsItIs, "in as it is".to_owned()),
            Some(_) => (Verdict::WithDial, format!("in{dial}")),
        },
        Some(item) if item.exercise == exercise => {
            let own = &library.exercises[own].name;
            (Verdict::Instead, format!("in instead of {own}{dial}"))
        }
        Some(item) => {
            let other = &library.exercises[item.exercise].name;
            (
                Verdict::SwappedOut,
                format!("out; {other} comes instead{dial}"),
            )
        }
        None => (Verdict::LeftOut, left_out(seat)),
    };
    SlotStory {
        at: vec![SlotPlace {
            session: seat.session.id.clone(),
            name: seat.session.name.clone(),
            slot: seat.slot.id.clone(),
            record: records.at(
                &seat.slot.origin,
                "",
                format!("the slot {}", seat.slot.id),
                &[],
            ),
        }],
        own: named(library, own),
        verdict,
        says,
        given,
        left_out: seat.left_out.and_then(|one| why_empty(scene, one)),
        tried: chain::chain(scene, seat, trace),
    }
}

fn left_out(seat: &Seat<'_>) -> String {
    let why = match seat.left_out.map(|one| &one.why) {
        None | Some(WhyLeftOut::NoOption(_)) => "nothing that was tried fits",
        Some(WhyLeftOut::Smaller) => {
            "very many things bring on the pain, so the session is kept small"
        }
        Some(WhyLeftOut::Time) => "the session has to be short",
        Some(WhyLeftOut::Budget(_)) => "the session would ask too much together",
    };
    format!("left out: {why}")
}

fn why_empty(scene: &Scene<'_, '_>, one: &LeftOut) -> Option<Reason> {
    let records = scene.records;
    let (code, text, from) = match &one.why {
        WhyLeftOut::NoOption(_) | WhyLeftOut::Smaller => return None,
        WhyLeftOut::Time => {
            let minutes = scene.asked.session_minutes?;
            let says = format!("a session may take {minutes} minutes");
            (
                "time",
                says.clone(),
                records.asked("/session_minutes", says),
            )
        }
        WhyLeftOut::Budget(axes) => {
            let record = axes.iter().find_map(|&axis| records.budget(scene, axis))?;
            ("budget", record.says.clone(), record)
        }
    };
    Some(Reason {
        code,
        text,
        axis: None,
        asks: None,
        allowed: None,
        from: vec![from],
    })
}

fn given(scene: &Scene<'_, '_>, seat: &Seat<'_>, item: &Item) -> Given {
    let library = scene.records.library;
    let record = &library.exercises[item.exercise];
    let pieces = record
        .ways
        .get(item.way)
        .map(|way| way.equipment.as_slice());
    Given {
        exercise: named(library, item.exercise),
        dial: match item.turn {
            Some(Turned::Own(turn)) => choice::dial(scene, item.exercise, turn),
            Some(Turned::Volume(_)) => choice::volume(scene),
            None => None,
        },
        equipment: pieces
            .unwrap_or_default()
            .iter()
            .map(|&piece| library.equipment[piece].id.clone())
            .collect(),
        dose: item.dose.clone(),
        notes: item
            .why
            .iter()
            .filter_map(|why| note(scene, seat, item, why))
            .collect(),
    }
}

/// What is to be said of an item besides what was tried.
fn note(scene: &Scene<'_, '_>, seat: &Seat<'_>, item: &Item, why: &Why) -> Option<Reason> {
    let records = scene.records;
    let library = records.library;
    let record = &library.exercises[item.exercise];
    let (code, text, from) = match why {
        Why::Fits | Why::Dial(_) | Why::Instead(_) => return None,
        Why::Record(at) => {
            let one = library.substitutions.get(*at)?;
            (
                "record",
                format!("Named by a substitution: {}", one.why),
                alone::substitution(records, *at),
            )
        }
        Why::Nearest => {
            let pattern = &library.patterns[record.pattern].name;
            (
                "nearest",
                format!("The nearest of the same pattern, {pattern}, and the same role."),
                None,
            )
        }
        Why::Watch => {
            let watch = record.watch.as_deref().unwrap_or_default();
            let says = format!("{}: to be watched", record.name);
            (
                "watch",
                format!("To be watched: {watch}"),
                Some(records.at(&record.origin, "/watch", says, &record.sources)),
            )
        }
        Why::Pinned => (
            "pinned",
            "The clinician asked for it.".to_owned(),
            pinned(records, scene.asked, item.exercise),
        ),
        Why::Own => {
            let says = "what the person trains now";
            (
                "own",
                "The person trains it now.".to_owned(),
                Some(records.at(&seat.slot.origin, "", says, &[])),
            )
        }
        Why::NewLoad => (
            "new-load",
            "It is not the person's own exercise, so its load is found anew.".to_owned(),
            None,
        ),
        Why::Capped(key) => {
            let finding = &library.findings[*key];
            let text = format!("How much is capped: {}.", finding.name);
            let says = format!("{}: the most of an exercise", finding.name);
            (
                "capped",
                text,
                Some(records.at(&finding.origin, "/caps", says, &finding.sources)),
            )
        }
        Why::FewerSets(key) => {
            let text = format!(
                "Fewer sets, as it is easily stirred up: {}.",
                library.findings[*key].name
            );
            let condition = scene
                .situation
                .conditions
                .iter()
                .find(|one| one.finding == *key);
            let one = condition
                .and_then(|one| one.irritability)
                .map(|key| &library.irritabilities[key]);
            let from = one.map(|one| {
                let says = format!("{}: sets taken off", one.name);
                records.at(&one.origin, "/one_set_less_in", says, &[])
            });
            ("fewer-sets", text, from)
        }
        Why::ShorterSets => {
            let from = records.asked("/session_minutes", "how long a session may take");
            (
                "shorter",
                "Fewer sets, so that the session is short.".to_owned(),
                Some(from),
            )
        }
    };
    Some(Reason {
        code,
        text,
        axis: None,
        asks: None,
        allowed: None,
        from: from.into_iter().collect(),
    })
}

fn pinned(records: &Records<'_>, asked: &Asked, exercise: Key<Exercise>) -> Option<super::Record> {
    let at = asked.pin.iter().position(|&one| one == exercise)?;
    Some(records.asked(&format!("/pin/{at}"), "pinned by the clinician"))
}

/// What the presentation itself says of the exercise.
pub(super) fn asked(
    records: &Records<'_>,
    asked: &Asked,
    planned: &Planned,
    exercise: Key<Exercise>,
) -> Vec<Reason> {
    let library = records.library;
    let mut all = Vec::new();
    let mut add = |code, text: String, from| {
        all.push(Reason {
            code,
            text,
            axis: None,
            asks: None,
            allowed: None,
            from: vec![from],
        });
    };
    let plan = match &planned.outcome {
        Outcome::Plan(plan) => Some(plan),
        Outcome::Refer(_) | Outcome::Unmet(_) => None,
    };
    if let Some(at) = asked.exclude.iter().position(|&one| one == exercise) {
        let from = records.asked(&format!("/exclude/{at}"), "excluded by the clinician");
        add(
            "excluded",
            "The presentation says never to give it.".to_owned(),
            from,
        );
    }
    if let Some(from) = pinned(records, asked, exercise) {
        let not_given = plan.is_some_and(|plan| {
            let mut warnings = plan.warnings.iter();
            warnings.any(
                |one| matches!(one, Warning::Pin { exercise: other, .. } if *other == exercise),
            )
        });
        let text = if not_given {
            "The presentation pins it, but it cannot be given; the reasons are below."
        } else {
            "The presentation pins it."
        };
        add("pinned", text.to_owned(), from);
    }
    if let Some(at) = asked
        .own_training
        .iter()
        .position(|one| one.exercise == exercise)
    {
        let from = records.asked(
            &format!("/current_training/{at}"),
            "what the person trains now",
        );
        add("own", "The person trains it now.".to_owned(), from);
    }
    if let Some(at) = asked.goals.iter().position(|&one| one == exercise) {
        let from = records.asked(&format!("/goals/{at}"), "a goal");
        add("goal", "It is a goal of this person.".to_owned(), from);
    }
    for (slot, session, other) in plan
        .into_iter()
        .flat_map(|plan| displaced(library, plan, exercise))
    {
        if let Some(from) = pinned(records, asked, other) {
            let other = &library.exercises[other].name;
            add(
                "displaced",
                format!(
                    "Its slot {slot} in “{session}” goes to {other}, which the presentation pins."
                ),
                from,
            );
        }
    }
    all
}

/// Slots of the programme that are the exercise's own as written, and another's in this plan.
fn displaced<'a>(
    library: &'a Library,
    plan: &'a Plan,
    exercise: Key<Exercise>,
) -> Vec<(&'a str, &'a str, Key<Exercise>)> {
    let mut all = Vec::new();
    let written = library.programmes[plan.programme].sessions.iter();
    for (before, after) in written.zip(&plan.sessions).filter(|(a, b)| a.id == b.id) {
        for (one, other) in before.slots.iter().zip(&after.slots) {
            if one.id == other.id && one.exercise == exercise && other.exercise != exercise {
                all.push((one.id.as_str(), before.name.as_str(), other.exercise));
            }
        }
    }
    all
}

/// The answer in one sentence.
pub(super) fn answer(name: &str, phases: &[Phases]) -> String {
    match phases {
        [] => format!("{name}: there is no phase to judge it in."),
        [only] => format!("{name}: {}.", only.says),
        [now, later @ ..] if later.iter().all(|one| one.says == now.says) => {
            format!("{name}: {}, in every phase.", now.says)
        }
        [now, ..] => format!(
            "{name}: {} for now. Later phases differ, as below.",
            now.says
        ),
    }
}
