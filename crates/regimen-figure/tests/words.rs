//! What a picture says to who cannot see it.
#![expect(
    clippy::expect_used,
    reason = "a figure that cannot be read has failed"
)]

use std::collections::BTreeSet;

use regimen_figure::{Figure, Word};

fn figure(text: &str) -> Figure {
    let table: toml::Table = text.parse().expect("TOML");
    let figure = table.get("figure").cloned().expect("a figure");
    figure.try_into().expect("a sound figure")
}

const SQUAT: &str = include_str!("figures/goblet-squat.toml");

#[test]
fn the_text_says_what_is_held_and_what_bends() {
    let text = figure(SQUAT)
        .solve()
        .describe()
        .text(|word: Word| Some(word.example()));
    assert_eq!(
        text.as_deref(),
        Some(
            "Start: standing, with a kettlebell at the chest. \
             Then: leaning forward from the hips, knees bent far, the hands move down."
        )
    );
}

#[test]
fn there_is_no_text_where_a_word_is_missing() {
    let facts = figure(SQUAT).solve().describe();
    for lacking in [Word::Start, Word::Standing, Word::Kettlebell, Word::WayDown] {
        let text = facts.text(|word: Word| (word != lacking).then_some(word.example()));
        assert_eq!(text, None, "{lacking:?}");
    }
}

#[test]
fn what_is_filled_in_is_not_filled_again() {
    let facts = figure(SQUAT).solve().describe();
    let text = facts.text(|word: Word| {
        Some(match word {
            Word::Kettlebell => "{where}",
            word => word.example(),
        })
    });
    assert!(
        text.is_some_and(|text| text.contains("with {where} at the chest")),
        "a blank in a word was taken for one of the sentence"
    );
}

#[test]
fn keys_are_unique_and_blanks_stand_in_the_examples() {
    let keys: BTreeSet<&str> = Word::ALL.iter().map(|word| word.key()).collect();
    assert_eq!(keys.len(), Word::ALL.len());
    for word in Word::ALL {
        for blank in word.blanks() {
            assert!(word.example().contains(&format!("{{{blank}}}")), "{word:?}");
        }
    }
}
