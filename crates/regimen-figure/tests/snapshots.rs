//! Pictures that changed without being meant to.

#![expect(
    clippy::expect_used,
    reason = "a figure that cannot be read has failed"
)]

use regimen_figure::{Figure, Options, Word};

fn figure(text: &str) -> Figure {
    let table: toml::Table = text.parse().expect("TOML");
    table
        .get("figure")
        .cloned()
        .expect("a figure")
        .try_into()
        .expect("a sound figure")
}

/// Path data is long: a picture is its size, its colours and a checksum; a full one is kept for one figure.
fn outline(svg: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in svg.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let head = svg.lines().next().unwrap_or_default();
    format!(
        "{head}\n{} paths, {hash:016x}",
        svg.matches("<path").count()
    )
}

#[test]
fn pictures() {
    for (name, text) in [
        ("dead-bug", include_str!("figures/dead-bug.toml")),
        ("goblet-squat", include_str!("figures/goblet-squat.toml")),
        ("cat-cow", include_str!("figures/cat-cow.toml")),
        ("pallof-press", include_str!("figures/pallof-press.toml")),
        ("side-plank", include_str!("figures/side-plank.toml")),
        (
            "belly-breathing",
            include_str!("figures/belly-breathing.toml"),
        ),
        ("sideways-hold", include_str!("figures/sideways-hold.toml")),
    ] {
        let solved = figure(text).solve();
        assert!(solved.faults().is_empty(), "{name}: {:?}", solved.faults());
        let options = Options::default();
        let text = format!(
            "{}\n{}\n\n{}\n{:?}\n{}",
            outline(&solved.svg(&options)),
            outline(&solved.animated_svg(&options)),
            solved
                .describe()
                .text(|word: Word| Some(word.example()))
                .expect("every word"),
            solved.equipment(),
            if name == "dead-bug" {
                solved.pose_svg(0, &options)
            } else {
                String::new()
            },
        );
        insta::assert_snapshot!(name, text);
    }
}
