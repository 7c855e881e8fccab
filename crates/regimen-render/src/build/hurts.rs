//! What to do when it hurts.

use regimen_core::format::common::{Range, Text};
use regimen_core::format::phrases::fill;
use regimen_core::format::response::{Colour, Light};
use regimen_core::library::{Library, Phrases};

use crate::view::{HurtsView, LightView, Section};

pub(super) fn view(library: &Library) -> HurtsView {
    let response = &library.response;
    let phrases = &library.phrases;
    HurtsView {
        title: phrases.hurts_title.clone(),
        lead: fill(&phrases.hurts_lead, &[("scale", response.scale.as_ref())]),
        normal: section(&phrases.normal_title, &response.normal),
        lights: response
            .light
            .iter()
            .map(|light| light_view(phrases, light, &response.light))
            .collect(),
        progress: section(&phrases.progress_title, &response.progress_when),
        back_off: section(&phrases.back_off_title, &response.back_off_when),
        stop: section(&phrases.stop_exercise_title, &response.stop_when),
        unsure: response.when_unsure.0.clone(),
    }
}

fn section(title: &str, lines: &[Text]) -> Section {
    Section {
        title: title.to_owned(),
        lines: lines.iter().map(|line| line.0.clone()).collect(),
    }
}

fn light_view(phrases: &Phrases, light: &Light, all: &[Light]) -> LightView {
    let pain_top = top(all, |light| light.pain);
    let rise_top = top(all, |light| light.rise);
    let mut signs = Vec::new();
    if let Some(pain) = light.pain {
        let from = pain.min.to_string();
        signs.push(if pain.max == pain_top && pain.min > 0 {
            fill(&phrases.light_pain_up, &[("from", &from)])
        } else {
            fill(
                &phrases.light_pain,
                &[("from", &from), ("to", &pain.max.to_string())],
            )
        });
    }
    if let Some(rise) = light.rise {
        let from = rise.min.to_string();
        signs.push(if rise.max == rise_top && rise.min > 0 {
            fill(&phrases.light_rise_up, &[("rise", &from)])
        } else {
            let rise = super::amounts::range_words(phrases, rise);
            fill(&phrases.light_rise, &[("rise", &rise)])
        });
    }
    for (hours, phrase) in [
        (light.settles_h, &phrases.light_settles),
        (light.lingers_h, &phrases.light_lingers),
    ] {
        if let Some(hours) = hours {
            signs.push(fill(phrase, &[("hours", &hours.to_string())]));
        }
    }
    signs.extend(light.signs.iter().map(|sign| sign.0.clone()));
    LightView {
        colour: match light.colour {
            Colour::Green => "green",
            Colour::Amber => "amber",
            Colour::Red => "red",
        }
        .to_owned(),
        title: light.title.0.clone(),
        signs,
        next_label: phrases.light_next.clone(),
        next: light.next.iter().map(|line| line.0.clone()).collect(),
    }
}

fn top(all: &[Light], range: impl Fn(&Light) -> Option<Range>) -> u16 {
    all.iter()
        .filter_map(range)
        .map(|range| range.max)
        .max()
        .unwrap_or(0)
}
