//! `regimen prove`: every presentation of the loaded packs, and what is broken or left open.

use std::fmt::Write as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use regimen_core::prove::{Heat, Hole, Proof, Run, heat, prove};

use crate::args::{Common, ProveArgs, ProveFormat};
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
        ProveFormat::Html => page(&heat(library), &proof),
    };
    match &args.output {
        Some(path) => output::file(path, text.as_bytes())?,
        None => output::result(text.as_bytes())?,
    }
    Ok(if proof.holds {
        Exit::Clean
    } else {
        Exit::Short
    })
}

/// A number with its thousands apart.
fn number(count: u128) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn text(proof: &Proof) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line(&format!(
        "Presentations: {} (answers to red flags, clearances, findings with stage and irritability, stage, equipment, programme)",
        number(proof.presentations)
    ));
    line(&format!(
        "  {} pass the screen, which was tried {} times",
        number(proof.pass_the_screen),
        number(proof.screen_tried.into())
    ));
    line(&format!(
        "  each is one of {} classes of limits and rooms, in {} sessions of phases and stages: all were tried",
        number(proof.classes_tried.into()),
        number(proof.frames as u128)
    ));
    line(&format!(
        "Sampled, {} presentations from seed {}: {}",
        number(proof.sampled.into()),
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
            "STALE   gaps.toml declares a gap that is none: {stale}"
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
            "Does not hold: {} broken, {} open, {} stale.",
            proof.breaches.len(),
            proof.holes.len(),
            proof.stale.len()
        )
    });
    out
}

fn gap(hole: &Hole) -> String {
    let met = hole
        .presentations
        .map(|count| format!(" ({} presentations)", number(count)));
    format!(
        "{} {}{}",
        hole.kind.as_str(),
        hole.of,
        met.unwrap_or_default()
    )
}

/// The table for the wall: what each finding leaves of each movement pattern.
fn page(heat: &Heat, proof: &Proof) -> String {
    let mut rows = String::new();
    let mut last = "";
    for row in &heat.rows {
        let first = row.finding != last;
        last = &row.finding;
        let span = heat
            .rows
            .iter()
            .filter(|one| one.finding == row.finding)
            .count();
        let _ = write!(rows, "<tr{}>", if first { " class=\"first\"" } else { "" });
        if first {
            let _ = write!(
                rows,
                "<th scope=\"rowgroup\" rowspan=\"{span}\">{}</th>",
                escape(&row.finding)
            );
        }
        let _ = write!(rows, "<th scope=\"row\">{}</th>", escape(&row.stage));
        for cell in &row.cells {
            let all = cell.free + cell.dialled + cell.out;
            let kept = cell.free + cell.dialled;
            let shade = if all == 0 {
                "none"
            } else if cell.out == 0 && cell.dialled == 0 {
                "all"
            } else if kept * 2 >= all {
                "most"
            } else if kept > 0 {
                "few"
            } else {
                "out"
            };
            let _ = write!(
                rows,
                "<td class=\"{shade}\">{}<small>{}</small></td>",
                if all == 0 {
                    "–".to_owned()
                } else {
                    format!("{kept}/{all}")
                },
                if cell.dialled > 0 {
                    format!("{} dialled", cell.dialled)
                } else {
                    String::new()
                },
            );
        }
        rows.push_str("</tr>\n");
    }
    let heads: String = heat
        .patterns
        .iter()
        .map(|name| format!("<th scope=\"col\"><span>{}</span></th>", escape(name)))
        .collect();
    include_str!("../../../../templates/html/heat.html")
        .replace("{{heads}}", &heads)
        .replace("{{rows}}", &rows)
        .replace("{{presentations}}", &number(proof.presentations))
        .replace("{{classes}}", &number(proof.classes_tried.into()))
        .replace(
            "{{verdict}}",
            if proof.holds {
                "The proof holds: nothing unsafe, no gap that is not declared."
            } else {
                "The proof does not hold: run it as text to see what is broken or open."
            },
        )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
