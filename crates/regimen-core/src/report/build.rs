//! Planned keys into the document.

use std::collections::BTreeMap;

use crate::digest;
use crate::format::common::{Loading, Range};
use crate::format::phrases::fill;
use crate::id::{AxisId, StageId};
use crate::library::{Exercise, Library, Slot};
use crate::link::Asked;
use crate::plan::{
    Avoid, BackTo, Item, LeftOut, Limits, Obstacle, Outcome, PhasePlan, Plan, Planned, Rebuild,
    ReferralReason, SessionPlan, Step, Turned, Why, WhyLeftOut, WhyProgramme,
};
use crate::presentation::Presentation;

use super::words::{self, Reason};
use super::{
    AdjustEntry, AvoidEntry, BackToEntry, ItemEntry, LeftOutEntry, LimitEntry, OutcomeKind,
    PackEntry, PhaseEntry, PlanDocument, Provenance, RebuildEntry, ReferEntry, SessionEntry,
    TrainingEntry, UnmetEntry, WhyEntry,
};

/// The document of what was planned for a presentation. `written` is the presentation as it was
/// written, for its digest; the patient in it is left out.
pub fn report(
    library: &Library,
    asked: &Asked,
    written: &Presentation,
    planned: &Planned,
) -> PlanDocument {
    let mut document = PlanDocument {
        outcome: OutcomeKind::Plan,
        language: library.languages.other().map(str::to_owned),
        refer: Vec::new(),
        unmet: Vec::new(),
        stage: library.stages[asked.stage].id.clone(),
        findings: asked
            .findings()
            .map(|key| library.findings[key].id.clone())
            .collect(),
        programme: None,
        why_programme: None,
        caution: None,
        notes: written.notes.as_ref().map(|notes| notes.0.clone()),
        side: asked.side,
        warnings: followed(library, asked),
        limits: Default::default(),
        phases: Vec::new(),
        calendar: Vec::new(),
        avoid: Vec::new(),
        rebuild: Vec::new(),
        back_to: Vec::new(),
        provenance: provenance(library, written),
    };
    match &planned.outcome {
        Outcome::Refer(referrals) => {
            document.outcome = OutcomeKind::Refer;
            document.refer = referrals
                .iter()
                .map(|referral| {
                    let (red_flag, action) = match referral.reason {
                        ReferralReason::RedFlag(key) => {
                            let flag = &library.red_flags[key];
                            (flag.id.to_string(), flag.action.clone())
                        }
                        ReferralReason::Clearance(key) => {
                            let finding = &library.findings[key];
                            let action = finding
                                .clearance
                                .as_ref()
                                .map(|clearance| clearance.action.clone());
                            (finding.id.to_string(), action.unwrap_or_default())
                        }
                    };
                    ReferEntry {
                        red_flag,
                        urgency: referral.urgency,
                        action,
                    }
                })
                .collect();
        }
        Outcome::Unmet(reasons) => {
            document.outcome = OutcomeKind::Unmet;
            document.unmet = reasons
                .iter()
                .map(|reason| {
                    let (what, why) = words::unmet(library, reason);
                    UnmetEntry { what, why }
                })
                .collect();
        }
        Outcome::Plan(plan) => fill_plan(library, plan, &mut document),
    }
    document
}

/// What came of deprecated records that the presentation names, each once. It is said where there is no plan, too: it may be why.
fn followed(library: &Library, asked: &Asked) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for &one in &asked.followed {
        let words = words::followed(library, one);
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

fn provenance(library: &Library, written: &Presentation) -> Provenance {
    let mut anonymous = written.clone();
    anonymous.patient = None;
    Provenance {
        regimen: crate::VERSION.to_owned(),
        packs: library
            .packs
            .iter()
            .map(|pack| PackEntry {
                name: pack.name.clone(),
                version: pack.version.to_string(),
                digest: pack.digest.clone(),
            })
            .collect(),
        presentation_digest: digest::of_text(
            &serde_json::to_string(&anonymous).unwrap_or_default(),
        ),
    }
}

fn fill_plan(library: &Library, plan: &Plan, document: &mut PlanDocument) {
    let programme = &library.programmes[plan.programme];
    document.programme = Some(programme.id.clone());
    document.why_programme = Some(why_programme(library, plan));
    document.caution = programme.caution.clone();
    let warnings = plan.warnings.iter();
    let warnings = warnings.map(|warning| words::warning(library, warning));
    document.warnings.extend(warnings);
    let none = Limits::none();
    let now = plan.now().map_or(&none, |phase| &phase.limits);
    document.limits = limit_entries(library, now);
    document.phases = plan
        .phases
        .iter()
        .filter_map(|phase| phase_entry(library, plan, phase, &document.stage, &document.limits))
        .collect();
    document.calendar = plan
        .calendar
        .iter()
        .filter_map(|training| {
            Some(TrainingEntry {
                week: training.week,
                day: training.day,
                session: plan.sessions.get(training.session)?.id.clone(),
                easy: training.easy,
            })
        })
        .collect();
    document.avoid = plan
        .avoid
        .iter()
        .map(|avoid| avoid_entry(library, now, avoid))
        .collect();
    document.rebuild = plan
        .rebuild
        .iter()
        .map(|rebuild| rebuild_entry(library, rebuild))
        .collect();
    document.back_to = plan
        .back_to
        .iter()
        .map(|one| BackToEntry {
            goal: library.exercises[one.goal].id.clone(),
            ladder: one.ladder.map(|key| library.ladders[key].id.clone()),
            from_stage: one.from_stage.map(|key| library.stages[key].id.clone()),
            steps: one
                .steps
                .iter()
                .map(|step| step_id(library, one, step))
                .collect(),
        })
        .collect();
}

/// A step's id: its rung's where the rung is a form of an exercise, else the exercise's.
fn step_id(library: &Library, back: &BackTo, step: &Step) -> String {
    let form = back.ladder.zip(step.rung).and_then(|(ladder, rung)| {
        let rung = library.ladders[ladder].rungs.get(rung)?;
        rung.form.as_ref()
    });
    match form {
        Some(form) => form.id.to_string(),
        None => library.exercises[step.exercise].id.to_string(),
    }
}

fn limit_entries(library: &Library, limits: &Limits) -> BTreeMap<AxisId, LimitEntry> {
    let entries = limits.on.iter().filter_map(|limit| {
        let axis = library.axes.rows().get(limit.axis)?.id.clone();
        let because = words::because_ids(library, limits, &[limit.axis]);
        Some((
            axis,
            LimitEntry {
                max: limit.max,
                because,
                bout_min: limit.bout_min,
            },
        ))
    });
    entries.collect()
}

fn why_programme(library: &Library, plan: &Plan) -> String {
    let name = library.programmes[plan.programme].name.as_str();
    let phrases = &library.phrases;
    match &plan.why {
        WhyProgramme::Named => fill(&phrases.programme_named, &[("programme", name)]),
        WhyProgramme::First => fill(&phrases.programme_first, &[("programme", name)]),
        WhyProgramme::After(tried) => {
            let others: Vec<String> = tried
                .iter()
                .map(|one| words::unmet(library, one).1)
                .collect();
            fill(
                &phrases.programme_after,
                &[("programme", name), ("others", &others.join(" "))],
            )
        }
    }
}

fn phase_entry(
    library: &Library,
    plan: &Plan,
    planned: &PhasePlan,
    stage: &StageId,
    now: &BTreeMap<AxisId, LimitEntry>,
) -> Option<PhaseEntry> {
    let programme = &library.programmes[plan.programme];
    let phase = programme.phases.get(planned.phase)?;
    Some(PhaseEntry {
        id: phase.id.clone(),
        weeks: phase.weeks,
        opens_when: phase.opens_when.clone(),
        stage: Some(library.stages[planned.stage].id.clone()).filter(|one| one != stage),
        limits: Some(limit_entries(library, &planned.limits)).filter(|one| one != now),
        sessions: planned
            .sessions
            .iter()
            .filter_map(|session| session_entry(library, plan, &planned.limits, session))
            .collect(),
    })
}

fn session_entry(
    library: &Library,
    plan: &Plan,
    limits: &Limits,
    planned: &SessionPlan,
) -> Option<SessionEntry> {
    let session = plan.sessions.get(planned.session)?;
    let written = &library.programmes[plan.programme].sessions;
    let of_programme = written
        .iter()
        .any(|one| one.id == session.id && one.name == session.name);
    let slot_of = |at: usize| session.slots.get(at);
    Some(SessionEntry {
        id: session.id.clone(),
        name: (!of_programme).then(|| session.name.clone()),
        minutes: Range {
            min: planned.minutes.0,
            max: planned.minutes.1,
        },
        items: planned
            .items
            .iter()
            .map(|item| item_entry(library, limits, item, slot_of(item.slot)))
            .collect(),
        left_out: planned
            .left_out
            .iter()
            .filter_map(|one| {
                let slot = slot_of(one.slot)?;
                Some(LeftOutEntry {
                    slot: slot.id.clone(),
                    why: left_out(library, slot.exercise, one),
                })
            })
            .collect(),
    })
}

fn left_out(
    library: &Library,
    exercise: crate::library::Key<crate::library::Exercise>,
    one: &LeftOut,
) -> String {
    let name = ("exercise", library.exercises[exercise].name.as_str());
    match &one.why {
        WhyLeftOut::Smaller => fill(&library.phrases.left_smaller, &[name]),
        WhyLeftOut::Time => fill(&library.phrases.left_time, &[name]),
        WhyLeftOut::Budget(axes) => {
            let axis = words::axis_names(library, axes);
            fill(&library.phrases.left_budget, &[name, ("axis", &axis)])
        }
        WhyLeftOut::NoOption(obstacle) => fill(
            &library.phrases.left_no_option,
            &[name, ("reason", &words::why_not(library, obstacle))],
        ),
    }
}

fn item_entry(library: &Library, limits: &Limits, item: &Item, slot: Option<&Slot>) -> ItemEntry {
    let exercise = &library.exercises[item.exercise];
    let slot_name = slot.map_or("", |slot| slot.origin.name.as_str());
    let why = item
        .why
        .iter()
        .map(|why| {
            let reason = reason(library, limits, item, why, slot_name);
            WhyEntry {
                code: reason.code.to_owned(),
                text: reason.text,
                from: reason.from.unwrap_or_else(|| exercise.origin.name.clone()),
            }
        })
        .collect();
    ItemEntry {
        exercise: exercise.id.clone(),
        instead_of: item.instead_of.map(|key| library.exercises[key].id.clone()),
        equipment: exercise
            .ways
            .get(item.way)
            .map(|way| way.equipment.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|&piece| library.equipment[piece].id.clone())
            .collect(),
        dose: item.dose.clone(),
        adjust: adjust(library, exercise, item, slot).into_iter().collect(),
        watch: exercise.watch.clone(),
        why,
    }
}

fn adjust(
    library: &Library,
    exercise: &Exercise,
    item: &Item,
    slot: Option<&Slot>,
) -> Option<AdjustEntry> {
    match item.turn? {
        Turned::Own(turn) => {
            let turn = exercise.turns.get(turn)?;
            Some(AdjustEntry {
                dial: library.dials[turn.dial].id.clone(),
                how: turn.how.clone(),
                load_before: load_before(exercise, item, slot),
            })
        }
        Turned::Volume(dial) => Some(AdjustEntry {
            dial: library.dials[dial].id.clone(),
            how: library.dials[dial].how.clone().unwrap_or_default(),
            load_before: None,
        }),
    }
}

/// The load before an item's dial was turned, where that changed it. What stands in for something else starts from
/// its own dose.
fn load_before(exercise: &Exercise, item: &Item, slot: Option<&Slot>) -> Option<Loading> {
    let before = match slot {
        Some(slot) if item.instead_of.is_none() => exercise.dose.with(&slot.dose),
        _ => exercise.dose.clone(),
    };
    before
        .load
        .filter(|load| item.dose.load.as_ref() != Some(load))
}

fn reason(library: &Library, limits: &Limits, item: &Item, why: &Why, slot: &str) -> Reason {
    let phrases = &library.phrases;
    let exercise = &library.exercises[item.exercise];
    match why {
        Why::Fits => Reason {
            code: "fits",
            text: phrases.why_fits.clone(),
            from: Some(slot.to_owned()),
        },
        Why::Dial(Obstacle::Raises(axes)) => Reason {
            code: "dial-less",
            text: fill(
                &phrases.why_dial_less,
                &[
                    ("exercise", &exercise.name),
                    ("axis", &words::axis_names(library, axes)),
                ],
            ),
            from: item
                .turn
                .and_then(Turned::own)
                .and_then(|turn| exercise.turns.get(turn))
                .map(|turn| turn.origin.name.clone()),
        },
        Why::Dial(Obstacle::Volume(axes)) => Reason {
            code: "dial-volume",
            text: fill(
                &phrases.why_dial_volume,
                &[
                    ("exercise", &exercise.name),
                    ("axis", &words::axis_names(library, axes)),
                ],
            ),
            from: words::limit_origin(library, limits, axes).map(|origin| origin.name.clone()),
        },
        Why::Dial(Obstacle::Budget(axes)) => Reason {
            code: "dial-budget",
            text: fill(
                &phrases.why_dial_budget,
                &[
                    ("exercise", &exercise.name),
                    ("axis", &words::axis_names(library, axes)),
                ],
            ),
            from: words::limit_origin(library, limits, axes).map(|origin| origin.name.clone()),
        },
        Why::Dial(obstacle) => {
            let axes: &[usize] = match obstacle {
                Obstacle::Limit(axes) => axes,
                _ => &[],
            };
            let because = words::because_names(library, limits, axes).join(", ");
            Reason {
                code: "dial",
                text: fill(
                    &phrases.why_dial,
                    &[
                        ("exercise", &exercise.name),
                        ("axis", &words::axis_names(library, axes)),
                        ("because", &because),
                    ],
                ),
                from: words::limit_origin(library, limits, axes).map(|origin| origin.name.clone()),
            }
        }
        Why::Instead(obstacle) => {
            let original = item.instead_of.unwrap_or(item.exercise);
            words::instead(library, limits, original, obstacle)
        }
        Why::Record(at) => {
            let record = library.substitutions.get(*at);
            Reason {
                code: "record",
                text: record.map(|record| record.why.clone()).unwrap_or_default(),
                from: record.map(|record| record.origin.name.clone()),
            }
        }
        Why::Nearest => Reason {
            code: "nearest",
            text: fill(
                &phrases.why_nearest,
                &[("pattern", &library.patterns[exercise.pattern].name)],
            ),
            from: None,
        },
        Why::Watch => Reason {
            code: "watch",
            text: fill(
                &phrases.why_watch,
                &[("watch", exercise.watch.as_deref().unwrap_or(""))],
            ),
            from: Some(format!("{}/watch", exercise.origin.name)),
        },
        Why::Pinned => Reason {
            code: "pinned",
            text: phrases.why_pinned.clone(),
            from: Some("pin".to_owned()),
        },
        Why::Own => Reason {
            code: "own",
            text: phrases.why_own.clone(),
            from: Some(slot.to_owned()),
        },
        Why::NewLoad => Reason {
            code: "new-load",
            text: phrases.why_new_load.clone(),
            from: None,
        },
        Why::Capped(finding) => Reason {
            code: "capped",
            text: fill(
                &phrases.why_capped,
                &[("finding", &library.findings[*finding].name)],
            ),
            from: Some(format!("{}/caps", library.findings[*finding].origin.name)),
        },
        Why::FewerSets(finding) => Reason {
            code: "fewer-sets",
            text: fill(
                &phrases.why_fewer_sets,
                &[("finding", &library.findings[*finding].name)],
            ),
            from: Some(library.findings[*finding].origin.name.clone()),
        },
        Why::ShorterSets => Reason {
            code: "shorter",
            text: phrases.why_shorter.clone(),
            from: Some("session_minutes".to_owned()),
        },
    }
}

fn avoid_entry(library: &Library, limits: &Limits, avoid: &Avoid) -> AvoidEntry {
    let because = match &avoid.because {
        Obstacle::Limit(axes)
        | Obstacle::Raises(axes)
        | Obstacle::Volume(axes)
        | Obstacle::Budget(axes) => words::because_ids(library, limits, axes),
        Obstacle::Never(rule) => vec![library.nevers[*rule].finding.map_or_else(
            || library.nevers[*rule].id.to_string(),
            |finding| library.findings[finding].id.to_string(),
        )],
        Obstacle::Stage(stage) => vec![library.stages[*stage].id.to_string()],
        Obstacle::Excluded => vec!["exclude".to_owned()],
        Obstacle::Equipment
        | Obstacle::Watch
        | Obstacle::Taken
        | Obstacle::Closed
        | Obstacle::Unloaded => Vec::new(),
    };
    AvoidEntry {
        exercise: library.exercises[avoid.exercise].id.clone(),
        because,
        why: words::avoid(library, limits, avoid.exercise, &avoid.because),
        instead: avoid
            .instead
            .iter()
            .map(|&key| library.exercises[key].id.clone())
            .collect(),
    }
}

fn rebuild_entry(library: &Library, rebuild: &Rebuild) -> RebuildEntry {
    let ladder = &library.ladders[rebuild.ladder];
    let mut when = ladder
        .rungs
        .get(rebuild.rung)
        .map(|rung| rung.climb_when.clone())
        .unwrap_or_default();
    if let Some(stage) = rebuild.from_stage {
        when.push(fill(
            &library.phrases.rebuild_stage,
            &[("stage", &library.stages[stage].name)],
        ));
    }
    RebuildEntry {
        ladder: ladder.id.clone(),
        at: library.exercises[rebuild.at].id.clone(),
        next: rebuild
            .next
            .iter()
            .map(|&key| library.exercises[key].id.clone())
            .collect(),
        when,
    }
}
