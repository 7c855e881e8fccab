//! The result as a page: by class, by kind of file, and what was not seen.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::edits::Class;
use crate::trial::{By, Edit};

/// How many edits that nothing saw are shown of a class.
const SHOWN: usize = 12;

/// The page.
pub(crate) fn markdown(seed: u64, tried: &[(Edit, By)]) -> String {
    let mut page = String::new();
    let count = tried.len();
    let _ = write!(
        page,
        "# Mutation trial\n\n\
         {count} single edits of the packs that ship, each tried on a copy of its own, and what sees it. Written by\n\n\
         ```sh\ncargo run -p regimen-core --example mutation-trial -- --seed {seed} --edits {count} --out docs/mutation-trial.md\n```\n\n\
         The same seed gives the same edits. The classes come in turn, and of each class the kinds of file. Misspelt keys, misspelt\n\
         ids, wrong types and dropped required fields are seen by `regimen check`, every one, or the command fails; a test tries a\n\
         sample of these four on every run. The other classes hold edits that may be what somebody means. Every edit of a released pack,\n\
         seen here or not, changes its digest, so that `regimen check --locked` names the pack; `regimen diff` says in clinical\n\
         terms what of it bears on plans.\n\n\
         *Error* and *warning* are of `regimen check`. *Translation*: an error of the check too, and only because a text no\n\
         longer fits its translation, so that packs in one language would not have it. *Case*: the check is content, and one of the\n\
         packs' own cases fails in `regimen test`. *Nothing*: neither.\n\n"
    );
    page.push_str("## By class\n\n");
    rows(&mut page, "Class", tried, |edit| edit.class, Class::as_str);
    page.push_str("\n## By kind of file\n\n");
    rows(
        &mut page,
        "Kind",
        tried,
        |edit| edit.kind,
        |kind| kind.name(),
    );
    page.push_str("\n## What nothing saw\n");
    for class in Class::ALL {
        let unseen = tried
            .iter()
            .filter(|(edit, by)| edit.class == class && *by == By::Nothing);
        let unseen: Vec<&Edit> = unseen.map(|(edit, _)| edit).collect();
        if unseen.is_empty() {
            continue;
        }
        let _ = write!(
            page,
            "\n### {}: {}\n\n{}\n\n",
            class.as_str(),
            unseen.len(),
            why(class)
        );
        for edit in unseen.iter().take(SHOWN) {
            let _ = writeln!(page, "- `{}`", edit.name().replace('`', "'"));
        }
        if unseen.len() > SHOWN {
            let _ = writeln!(page, "- and {} more", unseen.len() - SHOWN);
        }
    }
    page
}

fn rows<K: Ord + Copy>(
    page: &mut String,
    title: &str,
    tried: &[(Edit, By)],
    key: impl Fn(&Edit) -> K,
    name: impl Fn(K) -> &'static str,
) {
    let _ = writeln!(
        page,
        "| {title} | Edits | Error | Warning | Translation | Case | Nothing |"
    );
    page.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    let mut counts: BTreeMap<K, BTreeMap<&By, usize>> = BTreeMap::new();
    for (edit, by) in tried {
        *counts.entry(key(edit)).or_default().entry(by).or_default() += 1;
    }
    let mut row = |name: &str, counts: &BTreeMap<&By, usize>| {
        let of = |by: &By| counts.get(by).copied().unwrap_or(0);
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            counts.values().sum::<usize>(),
            of(&By::Error),
            of(&By::Warning),
            of(&By::Translation),
            of(&By::Case),
            of(&By::Nothing)
        );
    };
    let mut all: BTreeMap<&By, usize> = BTreeMap::new();
    for (key, counts) in &counts {
        row(name(*key), counts);
        for (by, count) in counts {
            *all.entry(by).or_default() += count;
        }
    }
    row("all", &all);
}

/// Why it can be right that nothing sees an edit of a class.
fn why(class: Class) -> &'static str {
    match class {
        Class::MisspeltKey | Class::MisspeltId | Class::WrongType | Class::DroppedField => {
            "The check must see these: what stands here is a fault of the check."
        }
        Class::DeletedOptional => {
            "A key that may be left out may have been left out on purpose. Sources, notes and the details of a citation change no plan. \
             A preference only breaks ties; a rule without its stages holds in all of them, which is stricter; a dose that is left out \
             falls back to the exercise's own. What of this a clinician did not mean is theirs to see, in `regimen diff`."
        }
        Class::DeletedEntry => {
            "A list with an entry less is a list that somebody could have written: one source less, one author less, a substitute or a \
             piece of advice less. A case that is deleted cannot fail. An entry of `gaps.toml` that is needed is missed by `regimen prove`, \
             which this trial does not run."
        }
        Class::DoubledEntry => {
            "Two authors can have one name. What is said twice here says nothing new and changes no plan: a word of jargon, a gap, a \
             language, an arrow of a figure, a block of verdicts. Ids, texts in a list, records and limits that stand twice are errors."
        }
        Class::Reordered => {
            "Most lists of the packs are sets: advice, sources, criteria, findings, axes. Where the order counts, as in the steps of an \
             exercise, the slots of a session or the rungs of a ladder, both orders are well formed, and only somebody who knows the \
             movement can tell which is right; a ladder that goes down is an error, and cases hold what changes a plan."
        }
        Class::ChangedNumber => {
            "A rest of 45 seconds or of 60, ten balls or twenty, a cut-off of 72 hours or of 48: within the bounds of its key each of \
             these is a clinician's choice. Limits, caps and levels are held by cases and by verdicts."
        }
        Class::OtherWord => {
            "What a rule rests on, whether somebody has found a citation, how a phase progresses: each of the words is allowed, and which \
             one is true is not to be read off the packs. The kind of a gap is held by `regimen prove`, which this trial does not run."
        }
        Class::Swapped => {
            "Two texts or two numbers in each other's places are both well formed, and what a text means is not read. Ids that change \
             places are seen where a rule or a case knows better: a source, a trait or a days' order has no such rule."
        }
        Class::Renamed => {
            "A record that nothing names may be called anything: a slot, a session, a pack on top of which no other one builds. A record that is \
             named somewhere cannot be renamed unseen."
        }
        Class::ChangedText => {
            "Letters of what only editors of a pack read, such as why a case is there, and of names and numbers of citations and licences. \
             A text for patients has its translation, which no longer fits."
        }
    }
}
