//! Properties of every plan, over random packs and random presentations: whatever somebody writes that `check`
//! lets through, the engine keeps to it.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use regimen_core::library::Library;
use regimen_core::link::check_presentation;
use regimen_core::plan::{Outcome, Tracing, plan};
use regimen_core::report::{PlanDocument, report};
use regimen_core::source::{Content, Sources};
use regimen_tests::dice::Dice;
use regimen_tests::oracle;
use regimen_tests::presentations::presentation;
use regimen_tests::random_packs::{Files, packs, sources};

/// How many packs, and how many presentations for each.
const PACKS: u32 = 120;
const PRESENTATIONS: usize = 16;

/// Numbers for a pack, and for some presentations to it.
type Drawn = (Vec<u16>, Vec<Vec<u16>>);

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        vec(any::<u16>(), 1600),
        vec(vec(any::<u16>(), 140), PRESENTATIONS),
    )
}

/// What was looked at.
#[derive(Default)]
struct Count {
    packs: Cell<usize>,
    refused: Cell<usize>,
    presentations: Cell<usize>,
    senseless: Cell<usize>,
    plans: Cell<usize>,
    referrals: Cell<usize>,
}

fn one_more(count: &Cell<usize>) {
    count.set(count.get() + 1);
}

#[test]
fn whatever_the_packs_say_is_kept_to() {
    let config = ProptestConfig {
        cases: PACKS,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(12),
        ..ProptestConfig::default()
    };
    let count = Count::default();
    let result = TestRunner::new(config).run(&drawn(), |(pack, asked)| {
        one_more(&count.packs);
        let files = packs(&mut Dice::new(&pack));
        let Some(library) = library(&files) else {
            one_more(&count.refused);
            return Ok(());
        };
        let shuffled = library_of(shuffled(&files));
        for numbers in &asked {
            let text = presentation(&library, &mut Dice::new(numbers));
            look(&library, shuffled.as_ref(), &text, &count).map_err(|wrong| {
                TestCaseError::fail(format!("{wrong}\n\n{text}\n{}", shown(&files)))
            })?;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let Count {
        packs,
        refused,
        presentations,
        senseless,
        plans,
        referrals,
    } = count;
    let all = packs.get();
    assert!(
        refused.get() * 5 <= all,
        "{} packs of {all} are refused",
        refused.get()
    );
    let (asked, senseless) = (presentations.get(), senseless.get());
    assert!(
        senseless * 5 <= asked,
        "{senseless} presentations of {asked} are refused"
    );
    let (plans, referrals) = (plans.get(), referrals.get());
    assert!(
        plans * 3 >= asked,
        "only {plans} plans for {asked} presentations"
    );
    assert!(
        referrals * 50 >= asked,
        "only {referrals} referrals for {asked} presentations"
    );
}

/// The packs, unless `check` refuses them.
fn library(files: &Files) -> Option<Library> {
    library_of(files.clone())
}

fn library_of(files: Files) -> Option<Library> {
    let sources = sources(&files);
    let checked = regimen_core::check(&sources);
    checked.library
}

/// The same files in another order: folders and files from the end.
fn shuffled(files: &Files) -> Files {
    let mut files = files.clone();
    files.reverse();
    files
}

/// The packs' files, without the phrases, which are long and the shipped ones.
fn shown(files: &Files) -> String {
    files
        .iter()
        .filter(|(_, inner, _)| inner != "phrases.toml" && inner != "response.toml")
        .map(|(folder, inner, text)| format!("# {folder}/{inner}\n{text}\n"))
        .collect()
}

fn document(library: &Library, text: &str) -> Option<PlanDocument> {
    let mut sources = Sources::new();
    let file = sources.add_file("presentation.toml", Content::Text(text.to_owned()));
    let (asked, written) = check_presentation(&sources, library, file).asked?;
    let planned = plan(library, &asked, Tracing::Off);
    Some(report(library, &asked, &written, &planned))
}

/// One presentation: the plan for it against the records, its document there and back, and the same from the
/// same files in another order.
fn look(
    library: &Library,
    shuffled: Option<&Library>,
    text: &str,
    count: &Count,
) -> Result<(), String> {
    one_more(&count.presentations);
    let mut sources = Sources::new();
    let file = sources.add_file("presentation.toml", Content::Text(text.to_owned()));
    let linked = check_presentation(&sources, library, file);
    let Some((asked, written)) = linked.asked else {
        one_more(&count.senseless);
        return Ok(());
    };
    let planned = plan(library, &asked, Tracing::On);
    match planned.outcome {
        Outcome::Plan(_) => one_more(&count.plans),
        Outcome::Refer(_) => one_more(&count.referrals),
        Outcome::Unmet(_) => {}
    }
    oracle::holds(library, &asked, &planned)?;
    let document_of_it = report(library, &asked, &written, &planned);
    oracle::document_holds(&document_of_it)?;
    let json = document_of_it.to_json();
    let back: PlanDocument =
        serde_json::from_str(&json).map_err(|error| format!("the plan cannot be read: {error}"))?;
    if back != document_of_it || back.to_json() != json {
        return Err("the plan is not the same there and back".to_owned());
    }
    let Some(shuffled) = shuffled else {
        return Err("the same files in another order are refused".to_owned());
    };
    match document(shuffled, text) {
        Some(other) if other.to_json() == json => Ok(()),
        _ => Err("the order of the files shows in the plan".to_owned()),
    }
}
