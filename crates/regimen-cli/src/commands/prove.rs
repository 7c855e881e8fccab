//! `regimen prove`: every presentation of the loaded packs, and what is broken or left open.

use std::fmt::Write as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use regimen_core::prove::{Hole, Proof, Run, heat, prove};
use regimen_render::{heat_page, thousands};

use crate::args::{Common, Deny, ProveArgs, ProveFormat};
use crate::failure::{Exit, Failure};
use crate::{load, output};

/// The threads of the machine, where it says; else one.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

pub(crate) fn run(common: &Common, args: &ProveArgs) -> Result<Exit, Failure> {
    let loaded = load::packs_to_check(common, &args.folders)?;
    let library = load::library(common, &loaded)?;
    let bar = ProgressBar::with_draw_target(
        None,
        if common.quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        },
    );
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} sessions") {
        bar.set_style(style);
    }
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let proof = prove(
        library,
        &Run {
            threads: args.threads.unwrap_or_else(threads),
            samples: args.samples,
            progress: &progress,
        },
    );
    bar.finish_and_clear();
    let proof = proof.map_err(|many| {
        Failure::new(format!(
            "the packs hold more {} than a proof can: {} at most",
            many.what, many.most
        ))
    })?;
    let text = match args.format {
        ProveFormat::Text => text(&proof),
        ProveFormat::Json => {
            let mut text = serde_json::to_string_pretty(&proof)
                .map_err(|error| Failure::new(format!("the proof cannot be written: {error}")))?;
            text.push('\n');
            text
        }
        ProveFormat::Html => {
            heat_page(&heat(library), &proof).map_err(|error| Failure::new(error.to_string()))?
        }
    };
    match &args.output {
        Some(path) => output::file(path, text.as_bytes())?,
        None => output::result(text.as_bytes())?,
    }
    let denied = common.deny.contains(&Deny::Warnings) && !proof.stale.is_empty();
    Ok(if proof.holds && !denied {
        Exit::Clean
    } else {
        Exit::Short
    })
}

fn text(proof: &Proof) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line(&format!(
        "Presentations: {} (answers to red flags, clearances, findings with stage and irritability, stage, equipment, programme)",
        thousands(proof.presentations)
    ));
    line(&format!(
        "  {} pass the screen, which was tried {} times",
        thousands(proof.pass_the_screen),
        thousands(proof.screen_tried.into())
    ));
    line(&format!(
        "  each is, in every session of every phase and stage ({}), one of {} classes of limits and rooms",
        thousands(proof.frames as u128),
        thousands(proof.classes_tried.into())
    ));
    line(&format!(
        "  all classes were tried: {} sessions were chosen, one for all classes that choosing cannot tell apart",
        thousands(proof.sessions_chosen.into())
    ));
    line(&format!(
        "Sampled, {} plans from seed {}, for what the classes do not cover: {}",
        thousands(proof.sampled.into()),
        proof.seed,
        proof.sampled_only.join(", ")
    ));
    for breach in &proof.breaches {
        line("");
        line(&format!(
            "BROKEN  {}: `{}` {}",
            breach.at, breach.exercise, breach.what
        ));
        line("  the smallest presentation that shows it:");
        breach
            .presentation
            .lines()
            .for_each(|one| line(&format!("    {one}")));
    }
    for hole in &proof.holes {
        line("");
        line(&format!("OPEN    {}", gap(hole)));
        for one in hole.example.iter().flat_map(|text| text.lines()) {
            line(&format!("    {one}"));
        }
    }
    for stale in &proof.stale {
        line("");
        line(&format!(
            "STALE   gaps.toml declares a gap that is none: {stale}. Take the line out, unless another pack fills it."
        ));
    }
    if !proof.declared.is_empty() {
        line("");
        line("Left open on purpose:");
        for hole in &proof.declared {
            line(&format!("  {}", gap(hole)));
            line(&format!("    {}", hole.why.as_deref().unwrap_or("")));
        }
    }
    line("");
    line(&if proof.holds {
        "Holds: nothing unsafe, no gap that is not declared.".to_owned()
    } else {
        format!(
            "Does not hold: {} broken, {} open.",
            proof.breaches.len(),
            proof.holes.len()
        )
    });
    out
}

fn gap(hole: &Hole) -> String {
    let met = hole
        .presentations
        .map(|count| format!(" ({} presentations)", thousands(count)));
    format!(
        "{} {}{}",
        hole.kind.as_str(),
        hole.of,
        met.unwrap_or_default()
    )
}
