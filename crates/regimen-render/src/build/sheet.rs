//! The sheets: plan, referral, and the sheet without a plan; and what stands on all of them.

use regimen_core::format::phrases::fill;
use regimen_core::format::screen::Urgency;
use regimen_core::library::{Key, Library, Programme, Reference};
use regimen_core::report::PlanDocument;

use super::{
    Audience, Mismatch, Options, alternatives, avoid, cards, copy, exercise, hurts, log, programme,
    sessions, units, way_back, week,
};
use crate::view::{
    Colophon, Glance, PlanView, ReferReason, ReferView, Section, StopBox, TableView, UnmetView,
};

/// How many names a list of the plan at a glance shows; the rest are counted, and stand in full in the
/// list that the handout has further on.
const AT_A_GLANCE: usize = 6;

/// When to stop and get help: the screen's emergencies.
pub(super) fn stop(library: &Library) -> StopBox {
    StopBox {
        title: library.phrases.stop_title.clone(),
        lead: library.phrases.stop_lead.clone(),
        signs: library
            .red_flags
            .rows()
            .iter()
            .filter(|flag| flag.urgency == Urgency::Emergency)
            .map(|flag| flag.question.clone())
            .collect(),
    }
}

/// The plan.
pub(super) fn plan(
    library: &Library,
    document: &PlanDocument,
    options: &Options,
) -> Result<PlanView, Mismatch> {
    let phrases = &library.phrases;
    let units = units(options.patient.as_ref());
    let programme = programme(library, document)?;
    let sessions = sessions::sessions(document);
    let names = |ids: &[regimen_core::id::ExerciseId]| -> Result<Vec<&str>, Mismatch> {
        ids.iter()
            .map(|id| Ok(exercise(library, id.as_str())?.1.name.as_str()))
            .collect()
    };
    let cards = cards::cards(library, document, &sessions, options)?;
    let (glance_avoid, avoid, back) = avoid::avoid(library, units, &sessions, document)?;
    let mut rebuild_rows = Vec::new();
    for one in &document.rebuild {
        let (_, at) = exercise(library, one.at.as_str())?;
        let next = alternatives(library, &names(&one.next)?);
        rebuild_rows.push(vec![at.name.clone(), next, one.when.join(" ")]);
    }
    let mut back_to = Vec::new();
    for one in &document.back_to {
        // Steps that are still to be planned are a warning for the clinician, not an empty list on paper.
        if one.steps.is_empty() {
            continue;
        }
        back_to.push(way_back::view(library, document, one, units)?);
    }
    let session_views = sessions::views(library, programme, document, &sessions, units)?;
    Ok(PlanView {
        programme: programme.name.clone(),
        summary: programme.summary.clone(),
        caution: Section {
            title: phrases.caution_title.clone(),
            lines: document.caution.iter().cloned().collect(),
        },
        notes: Section {
            title: phrases.notes_title.clone(),
            lines: document.notes.iter().cloned().collect(),
        },
        glance: Glance {
            title: phrases.glance_title.clone(),
            avoid: glance_avoid,
            train: Section {
                title: phrases.glance_train.clone(),
                lines: train_now(programme, document),
            },
            rebuild: short_list(
                library,
                &phrases.glance_rebuild,
                back.iter()
                    .chain(rebuild_rows.iter().filter_map(|row| row.get(1)))
                    .map(String::as_str),
            ),
            back_to: Section {
                title: phrases.glance_return.clone(),
                lines: document
                    .back_to
                    .iter()
                    .map(|one| Ok(exercise(library, one.goal.as_str())?.1.name.clone()))
                    .collect::<Result<_, Mismatch>>()?,
            },
            no_goal: phrases.glance_no_goal.clone(),
        },
        week: week::week(library, document, programme),
        phases: week::phases(library, document, programme),
        session_notes: sessions::notes(library, document, options.detail),
        hurts: hurts::view(library),
        day_advice: Section {
            title: phrases.day_advice_title.clone(),
            lines: day_advice(library, document)?,
        },
        cards,
        avoid,
        rebuild: TableView {
            title: phrases.rebuild_title.clone(),
            lead: String::new(),
            headings: vec![
                phrases.rebuild_now.clone(),
                phrases.rebuild_next.clone(),
                phrases.rebuild_when.clone(),
            ],
            rows: rebuild_rows,
        },
        back_to,
        back_to_title: phrases.return_title.clone(),
        log: log::log(
            library,
            document,
            &sessions,
            &session_views,
            options.large_print,
        ),
        sessions: session_views,
        references: Section {
            title: phrases.references_title.clone(),
            lines: references(library, programme, document)?,
        },
        copy: match options.audience {
            Audience::Patient => None,
            Audience::Clinician => {
                Some(copy::copy(library, programme, document, &sessions, units)?)
            }
        },
    })
}

/// What is trained now: each session of the first phase.
fn train_now(programme: &Programme, document: &PlanDocument) -> Vec<String> {
    let now = document.phases.first();
    let sessions = now.iter().flat_map(|phase| &phase.sessions);
    sessions
        .map(|session| sessions::name_of(programme, session))
        .collect()
}

pub(super) fn short_list<'a>(
    library: &Library,
    title: &str,
    names: impl Iterator<Item = &'a str>,
) -> Section {
    let all: Vec<&str> = names.collect();
    // "And 1 more" would take the line that the one itself takes.
    let shown = if all.len() == AT_A_GLANCE + 1 {
        all.len()
    } else {
        AT_A_GLANCE
    };
    let mut lines: Vec<String> = all
        .iter()
        .take(shown)
        .map(|name| (*name).to_owned())
        .collect();
    if all.len() > shown {
        let count = (all.len() - shown).to_string();
        lines.push(fill(&library.phrases.glance_more, &[("count", &count)]));
    }
    if lines.is_empty() {
        lines.push(library.phrases.glance_none.clone());
    }
    Section {
        title: title.to_owned(),
        lines,
    }
}

/// Advice for the day, from each finding, with the longest time at one go where one is set.
fn day_advice(library: &Library, document: &PlanDocument) -> Result<Vec<String>, Mismatch> {
    let mut lines = Vec::new();
    for id in &document.findings {
        let key = library.findings.find(id.as_str()).ok_or(Mismatch {
            id: id.to_string(),
            what: "finding",
        })?;
        lines.extend(library.findings[key].advice.iter().cloned());
    }
    for (id, limit) in &document.limits {
        if let (Some(minutes), Some(axis)) = (limit.bout_min, library.axes.find(id.as_str())) {
            lines.push(fill(
                &library.phrases.bout,
                &[
                    ("axis", &library.axes[axis].name),
                    ("minutes", &minutes.to_string()),
                ],
            ));
        }
    }
    Ok(lines)
}

/// The citations that this plan rests on, in the packs' order.
fn references(
    library: &Library,
    programme: &Programme,
    document: &PlanDocument,
) -> Result<Vec<String>, Mismatch> {
    let mut used: Vec<Key<Reference>> = programme.sources.clone();
    let sessions = document.phases.iter().flat_map(|phase| &phase.sessions);
    for item in sessions.flat_map(|session| &session.items) {
        used.extend(&exercise(library, item.exercise.as_str())?.1.sources);
    }
    for id in &document.findings {
        if let Some(key) = library.findings.find(id.as_str()) {
            used.extend(&library.findings[key].sources);
        }
    }
    used.extend(
        library
            .response
            .sources
            .iter()
            .filter_map(|id| library.references.find(id.as_str())),
    );
    used.sort();
    used.dedup();
    Ok(used.into_iter().map(|key| citation(library, key)).collect())
}

fn citation(library: &Library, key: Key<Reference>) -> String {
    let cite = &library.references[key].cite;
    let authors: Vec<&str> = cite.authors.iter().map(|author| author.as_ref()).collect();
    let mut text = authors.join(", ");
    if let Some(year) = cite.year {
        text.push_str(&format!(" ({year})"));
    }
    text.push_str(&format!(". {}.", cite.title.0.trim_end_matches('.')));
    if let Some(source) = &cite.source {
        text.push_str(&format!(" {}", source.0));
        if let Some(volume) = &cite.volume {
            text.push_str(&format!(" {}", volume.0));
        }
        if let Some(pages) = &cite.pages {
            // `44:85`, or without a volume `, CD009790`.
            let mark = if cite.volume.is_some() { ":" } else { ", " };
            text.push_str(&format!("{mark}{}", pages.0));
        }
        text.push('.');
    }
    if let Some(doi) = &cite.doi {
        text.push_str(&format!(" doi {doi}."));
    } else if let Some(pmid) = &cite.pmid {
        text.push_str(&format!(" PMID {pmid}."));
    } else if let Some(url) = &cite.url {
        text.push_str(&format!(" {url}"));
    }
    if !cite.verified {
        text.push_str(&format!(" {}", library.phrases.reference_unverified));
    }
    text
}

/// The referral: no exercise anywhere.
pub(super) fn refer(library: &Library, document: &PlanDocument) -> Result<ReferView, Mismatch> {
    let phrases = &library.phrases;
    let mut reasons = Vec::new();
    for entry in &document.refer {
        let asked = if let Some(key) = library.red_flags.find(&entry.red_flag) {
            library.red_flags[key].question.clone()
        } else if let Some(key) = library.findings.find(&entry.red_flag) {
            library.findings[key].ask.clone()
        } else {
            return Err(Mismatch {
                id: entry.red_flag.clone(),
                what: "red flag",
            });
        };
        reasons.push(ReferReason {
            urgency: entry.urgency.as_str().to_owned(),
            heading: match entry.urgency {
                Urgency::Emergency => &phrases.refer_emergency,
                Urgency::Urgent => &phrases.refer_urgent,
                Urgency::Clearance => &phrases.refer_clearance,
            }
            .clone(),
            asked,
            action: entry.action.clone(),
        });
    }
    Ok(ReferView {
        lead: phrases.refer_lead.clone(),
        reasons,
        asked_label: phrases.refer_asked.clone(),
        do_label: phrases.refer_do.clone(),
        no_plan: phrases.refer_no_plan.clone(),
        take: phrases.refer_take.clone(),
    })
}

/// Why there is no plan.
pub(super) fn unmet(library: &Library, document: &PlanDocument) -> UnmetView {
    UnmetView {
        lead: library.phrases.unmet_lead.clone(),
        reasons: document.unmet.iter().map(|one| one.why.clone()).collect(),
    }
}

/// Where it came from and what it is for.
pub(super) fn colophon(library: &Library, document: &PlanDocument) -> Colophon {
    let phrases = &library.phrases;
    let provenance = &document.provenance;
    let packs: Vec<String> = provenance
        .packs
        .iter()
        .map(|pack| {
            let digest: String = pack.digest.chars().take(8).collect();
            format!("{} {} ({digest})", pack.name, pack.version)
        })
        .collect();
    let presentation: String = provenance.presentation_digest.chars().take(8).collect();
    let mut lines = vec![fill(
        &phrases.provenance_line,
        &[
            ("regimen", &provenance.regimen),
            ("packs", &packs.join(", ")),
            ("presentation", &presentation),
        ],
    )];
    let unreviewed: Vec<&str> = library
        .packs
        .iter()
        .filter(|pack| pack.reviews == 0)
        .map(|pack| pack.name.as_str())
        .collect();
    if !unreviewed.is_empty() {
        lines.push(fill(
            &phrases.provenance_unreviewed,
            &[("packs", &unreviewed.join(", "))],
        ));
    }
    // A footer has no room for the names of the packs, and one cut short or of another programme would only puzzle.
    let short = format!("{presentation} · regimen {}", provenance.regimen);
    Colophon {
        intended_use: phrases.intended_use.clone(),
        title: phrases.provenance_title.clone(),
        lines,
        short,
    }
}
