//! The proof: it holds for the shipped packs, and sees what is planted.
#![expect(
    clippy::expect_used,
    reason = "a pack that cannot be proved has failed"
)]

use std::collections::BTreeSet;

use regimen_core::format::gaps::GapKind;
use regimen_core::library::Library;
use regimen_core::prove::{Breach, Hole, Proof, Run, prove};
use regimen_core::report::OutcomeKind;
use regimen_tests::{document_with, library, library_and, library_of};

fn proof(library: &Library, samples: u64) -> Proof {
    let run = Run {
        threads: 2,
        samples,
        progress: &|_, _| {},
    };
    prove(library, &run).expect("a proof can hold the packs")
}

/// The small pack, its files as `edit` gives them back.
fn knee(edit: impl Fn(&str, String) -> String) -> Proof {
    proof(&library_of(&["tests/packs-knee"], edit), 0)
}

fn whats(breaches: &[Breach]) -> BTreeSet<(&str, &str, &str)> {
    breaches
        .iter()
        .map(|one| (one.what.as_str(), one.at.as_str(), one.exercise.as_str()))
        .collect()
}

fn names(holes: &[Hole]) -> BTreeSet<(GapKind, &str)> {
    holes
        .iter()
        .map(|one| (one.kind, one.of.as_str()))
        .collect()
}

#[test]
fn the_shipped_packs_hold() {
    let proof = proof(library(), 2_000);
    assert_eq!(whats(&proof.breaches), BTreeSet::new());
    assert_eq!(names(&proof.holes), BTreeSet::new());
    assert_eq!(proof.stale, Vec::<String>::new());
    assert!(proof.holds);
    assert!(proof.presentations > 10u128.pow(10));
    assert!(proof.sampled > 1_000, "{} plans", proof.sampled);
    assert!(proof.declared.iter().all(|hole| hole.why.is_some()));
}

#[test]
fn the_small_pack_as_it_is_breaks_nothing() {
    assert_eq!(whats(&knee(|_, text| text).breaches), BTreeSet::new());
}

#[test]
fn threads_make_no_difference() {
    let library = library_of(&["tests/packs-knee"], |_, text| text);
    let with = |threads| {
        let run = Run {
            threads,
            samples: 200,
            progress: &|_, _| {},
        };
        let proof = prove(&library, &run).expect("a proof can hold the pack");
        serde_json::to_string(&proof).expect("a proof is data")
    };
    assert_eq!(with(1), with(3));
}

#[test]
fn a_rule_that_the_limits_do_not_keep_is_seen_at_its_smallest() {
    // Nothing but the rule keeps a bridge from a knee with stairs that hurt: the second lock alone.
    let planted = "\n[[never]]\nid = \"no-calf-work\"\nfinding = \"stairs-hurt\"\nstages = [\"settle\"]\n\
                   exercises = [\"heel-raise\"]\nwhy = \"Planted.\"\nbasis = \"consensus\"\n";
    let edit = |file: &str, text: String| match file {
        "never.toml" => text + planted,
        _ => text,
    };
    let proof = knee(edit);
    assert!(!proof.holds);
    let breach = proof.breaches.first().expect("a breach");
    assert_eq!(
        whats(&proof.breaches),
        BTreeSet::from([("breaks a never rule", "eight-weeks/a", "heel-raise")])
    );
    let presentation: toml::Table = breach.presentation.parse().expect("a presentation file");
    assert_eq!(
        presentation.get("findings").map(ToString::to_string),
        Some("[\"stairs-hurt\"]".to_owned()),
        "{}",
        breach.presentation
    );
    assert_eq!(
        presentation.get("stage").and_then(|stage| stage.as_str()),
        Some("settle")
    );
    // The file runs: planning keeps the exercise out by the second lock.
    let library = library_of(&["tests/packs-knee"], edit);
    let document = document_with(&library, &breach.presentation);
    assert_ne!(document.outcome, OutcomeKind::Refer);
    let given = document.phases.iter().flat_map(|phase| &phase.sessions);
    let mut given = given.flat_map(|session| &session.items);
    assert!(given.all(|item| item.exercise.as_str() != "heel-raise"));
}

#[test]
fn a_session_that_takes_too_long_is_seen() {
    let proof = knee(|file, text| match file {
        "programmes/eight-weeks.toml" => {
            text.replacen("min_items = 3\n", "min_items = 3\nmax_minutes = 2\n", 1)
        }
        _ => text,
    });
    let long: BTreeSet<_> = proof
        .breaches
        .iter()
        .map(|one| (&*one.what, &*one.at))
        .collect();
    assert_eq!(
        long,
        BTreeSet::from([(
            "makes the session longer than the programme allows",
            "eight-weeks/a"
        )])
    );
}

/// Without a step nobody can do anything.
fn all_need_a_step(file: &str, text: String) -> String {
    if file.starts_with("exercises/") {
        text.replace("equipment = []", "equipment = [\"step\"]")
    } else {
        text
    }
}

#[test]
fn what_is_left_open_is_seen_declared_or_stale() {
    let undeclared = knee(all_need_a_step);
    let open = names(&undeclared.holes);
    let slot = (GapKind::EmptySlot, "eight-weeks/a/thighs");
    let short = (GapKind::ShortSession, "eight-weeks/a");
    assert!(open.contains(&slot) && open.contains(&short), "{open:?}");
    assert!(!undeclared.holds);
    let hole = undeclared.holes.iter().find(|hole| hole.of == slot.1);
    let hole = hole.expect("the slot");
    assert!(hole.presentations > Some(0));
    let example: toml::Table = hole
        .example
        .as_deref()
        .expect("an example")
        .parse()
        .expect("a presentation file");
    assert_eq!(example.get("equipment"), None);

    let gaps = |of: &[&str]| {
        let gap = |of: &&str| {
            let kind = if of.split('/').count() == 2 {
                "short-session"
            } else {
                "empty-slot"
            };
            format!("[[gap]]\nkind = \"{kind}\"\nof = [\"{of}\"]\nwhy = \"Planted.\"\n")
        };
        of.iter().map(gap).collect::<String>()
    };
    let with = |gaps: &str| {
        let more = [("gaps.toml", gaps)];
        proof(
            &library_and(&["tests/packs-knee"], all_need_a_step, &more),
            0,
        )
    };
    let all: Vec<&str> = open.iter().map(|(_, of)| *of).collect();
    let declared = with(&gaps(&all));
    assert_eq!(names(&declared.declared), open);
    assert!(declared.holds);
    // What is declared and is none any more is said, and is no danger.
    let stale = proof_of_small(&gaps(&["eight-weeks/a/thighs"]));
    assert_eq!(stale.stale, ["empty-slot eight-weeks/a/thighs"]);
    assert!(stale.holds);
}

/// The small pack as it is, with these gaps declared.
fn proof_of_small(gaps: &str) -> Proof {
    let more = [("gaps.toml", gaps)];
    let library = library_and(&["tests/packs-knee"], |_, text| text, &more);
    proof(&library, 0)
}
