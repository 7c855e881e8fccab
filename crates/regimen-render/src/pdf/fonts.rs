//! The embedded fonts, and which text they can print.
//!
//! Where the fonts come from and under which licence stands in `fonts/README.md`. How a page looks is the
//! template's affair; no file system is searched for fonts.

use std::borrow::Cow;
use std::sync::LazyLock;

use typst::foundations::{Bytes, Str, Value};
use typst::text::{Font, FontBook, is_default_ignorable};
use typst::utils::LazyHash;

/// A text that the embedded fonts can print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printable<'a> {
    /// The text; borrowed if nothing was replaced.
    pub text: Cow<'a, str>,
    /// The characters that were replaced, in the order in which they stand, each as often as it stands there.
    pub replaced: Vec<char>,
}

/// Makes what cannot be printed visible: a character that no embedded font has, and every control,
/// direction-changing or otherwise invisible character but the line feed, becomes `[U+XXXX]`, its code
/// point in at least four hexadecimal digits.
///
/// A letter and the marks on it are drawn by one font. A mark that no font has together with its letter
/// is replaced as well, and so is each after the fourth on one letter: they would pile up into other lines.
///
/// Reads nothing but its argument; running it over its own result changes nothing.
pub fn printable(text: &str) -> Printable<'_> {
    if text.chars().all(is_plain) {
        return Printable {
            text: Cow::Borrowed(text),
            replaced: Vec::new(),
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut replaced = Vec::new();
    for cluster in Str::from(text).clusters() {
        if let Value::Str(cluster) = cluster {
            push_cluster(&cluster, &mut out, &mut replaced);
        }
    }
    let text = if replaced.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out)
    };
    Printable { text, replaced }
}

/// How a character that cannot be printed is written instead, as in `[U+202E]`.
pub fn code_point(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// The embedded fonts; an index in [`BOOK`] is one here.
pub(super) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    FILES
        .iter()
        .flat_map(|&file| Font::iter(Bytes::new(file)))
        .collect()
});

/// What the embedded fonts are called and which characters they have.
pub(super) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Every font file, a family's regular before its bold.
const FILES: [&[u8]; 10] = [
    include_bytes!("../../fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf"),
    include_bytes!("../../fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Bold.ttf"),
    include_bytes!("../../fonts/noto-sans/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/noto-sans-hebrew/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-hebrew/NotoSansHebrew-Bold.ttf"),
    include_bytes!("../../fonts/noto-sans-arabic/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-arabic/NotoSansArabic-Bold.ttf"),
    include_bytes!("../../fonts/noto-sans-symbols/NotoSansSymbols-Regular.ttf"),
    include_bytes!("../../fonts/noto-sans-symbols-2/NotoSansSymbols2-Regular.ttf"),
];

/// A set of embedded fonts, a bit for each.
type FontSet = u32;

/// The fonts that have a character.
fn fonts_with(character: char) -> FontSet {
    FONTS
        .iter()
        .enumerate()
        .filter(|(_, font)| font.info().coverage.contains(u32::from(character)))
        .fold(0, |set, (index, _)| set | (1 << index))
}

/// Whether a character needs no further look: printable ASCII and the line feed, which the body font has.
fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~' | '\n')
}

/// Whether a character leaves no ink and no plain gap, or has no meaning of its own.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || is_default_ignorable(character)
        || matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFC}' | '\u{E000}'..='\u{F8FF}'
        )
}

/// How many marks a letter has in any writing that the fonts have.
const MOST_MARKS: usize = 4;

/// Appends a letter with its marks, replacing what no one font can draw together.
fn push_cluster(cluster: &str, out: &mut String, replaced: &mut Vec<char>) {
    let mut fonts = FontSet::MAX;
    for (at, character) in cluster.chars().enumerate() {
        let both = if at > MOST_MARKS {
            0
        } else {
            fonts & fonts_with(character)
        };
        if character == '\n' {
            out.push(character);
        } else if is_invisible(character) || both == 0 {
            out.push_str(&code_point(character));
            replaced.push(character);
            fonts = fonts_with(']');
        } else {
            out.push(character);
            fonts = both;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str, replaced: &[char]) {
        let printable = printable(input);
        assert_eq!(printable.text, expected);
        assert_eq!(printable.replaced, replaced);
        assert_eq!(super::printable(expected).text, expected, "a second run");
    }

    #[test]
    fn text_that_the_fonts_have_stays() {
        for text in [
            "",
            "Dead bug, 3 × 8 to 10\nrest 45 s",
            "Ünïcödé ẵ ệ Ψ Ж ½ °",
            "שָׁלוֹם, مَرْحَبًا",
            "→ ☐ ☑ ✓ ✗ ▲ ⚠",
            "e\u{301}",
        ] {
            check(text, text, &[]);
            assert!(matches!(printable(text).text, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn what_no_font_has_becomes_its_code_point() {
        check("a😀b", "a[U+1F600]b", &['😀']);
        check("日日", "[U+65E5][U+65E5]", &['日', '日']);
        check("\u{E000}", "[U+E000]", &['\u{E000}']);
    }

    #[test]
    fn controls_and_invisible_characters_become_visible() {
        check("a\u{202E}b", "a[U+202E]b", &['\u{202E}']);
        check("a\tb\r\nc", "a[U+0009]b[U+000D]\nc", &['\t', '\r']);
        check("soft\u{AD}hyphen", "soft[U+00AD]hyphen", &['\u{AD}']);
        check(
            "\u{200B}\u{200D}\u{FEFF}",
            "[U+200B][U+200D][U+FEFF]",
            &['\u{200B}', '\u{200D}', '\u{FEFF}'],
        );
        check(
            "\u{0}\u{7F}\u{85}",
            "[U+0000][U+007F][U+0085]",
            &['\u{0}', '\u{7F}', '\u{85}'],
        );
    }

    #[test]
    fn a_mark_that_no_font_has_with_its_letter_is_replaced() {
        // The Hebrew letter's font has no ring; a font with the ring has no Hebrew.
        check("ב\u{20DD}", "ב[U+20DD]", &['\u{20DD}']);
        check("😀\u{301}", "[U+1F600]\u{301}", &['😀']);
    }

    #[test]
    fn a_pile_of_marks_ends_with_the_fourth() {
        let pile = format!("a{}", "\u{300}".repeat(6));
        check(
            &pile,
            "a\u{300}\u{300}\u{300}\u{300}[U+0300][U+0300]",
            &['\u{300}', '\u{300}'],
        );
    }

    #[test]
    fn every_font_file_is_a_font() {
        assert_eq!(FONTS.len(), FILES.len());
        for character in (' '..='~').filter(|&c| is_plain(c)) {
            assert_ne!(fonts_with(character), 0, "{character:?}");
        }
    }

    #[test]
    fn regular_and_bold_have_the_same_characters() {
        for family in FONTS.chunks(2).take(4) {
            let [regular, bold] = family else {
                unreachable!()
            };
            assert!(
                regular
                    .info()
                    .coverage
                    .iter()
                    .eq(bold.info().coverage.iter())
            );
        }
    }
}
