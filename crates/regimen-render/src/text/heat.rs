//! The table for the wall: what each finding leaves of each movement pattern, and what the proof said.

use std::borrow::Cow;

use regimen_core::prove::{Heat, HeatCell, Proof};
use serde::Serialize;

use super::fill::{TextFormat, fill};
use super::templates::Template;
use crate::error::RenderError;

/// What the template gets.
#[derive(Serialize)]
struct Page<'a> {
    patterns: &'a [String],
    rows: Vec<Row<'a>>,
    holds: bool,
    presentations: String,
    classes: String,
}

#[derive(Serialize)]
struct Row<'a> {
    /// The finding's name and how many rows it has, where this is the first of them.
    finding: Option<&'a str>,
    span: usize,
    stage: &'a str,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    shade: &'static str,
    kept: usize,
    all: usize,
    dialled: usize,
}

impl Cell {
    fn new(cell: HeatCell) -> Cell {
        let kept = cell.free + cell.dialled;
        let all = kept + cell.out;
        let shade = if all == 0 {
            "none"
        } else if cell.free == all {
            "all"
        } else if kept * 2 >= all {
            "most"
        } else if kept > 0 {
            "few"
        } else {
            "out"
        };
        Cell {
            shade,
            kept,
            all,
            dialled: cell.dialled,
        }
    }
}

/// A number with its thousands apart.
#[must_use]
pub fn thousands(count: u128) -> String {
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

/// The table as an HTML page that needs no other file.
///
/// # Errors
///
/// If the template cannot be filled: see [`RenderError`]. It is the built-in one, so that it always can.
pub fn heat_page(heat: &Heat, proof: &Proof) -> Result<String, RenderError> {
    let template = built_in!("html", "heat.html");
    let rows = heat.rows.iter().enumerate().map(|(at, row)| {
        let before = at.checked_sub(1).and_then(|before| heat.rows.get(before));
        let first = before.is_none_or(|before| before.finding != row.finding);
        let same = heat.rows.iter().filter(|one| one.finding == row.finding);
        Row {
            finding: first.then_some(row.finding.as_str()),
            span: same.count(),
            stage: &row.stage,
            cells: row.cells.iter().copied().map(Cell::new).collect(),
        }
    });
    let page = Page {
        patterns: &heat.patterns,
        rows: rows.collect(),
        holds: proof.holds,
        presentations: thousands(proof.presentations),
        classes: thousands(proof.classes_tried.into()),
    };
    let view = serde_json::to_value(&page).map_err(|error| template.without_view(&error))?;
    fill(TextFormat::Html, &template, &view)
}
