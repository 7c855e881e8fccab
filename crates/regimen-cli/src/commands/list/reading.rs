//! How plain the texts are, record by record: a page to hold a pack's words against.

use std::fmt::Write as _;

use regimen_core::Reading;
use regimen_core::format::plain_words::Formula;
use regimen_core::library::Library;

use crate::load::Loaded;

/// One table a language.
pub(super) fn table(library: &Library, loaded: &Loaded) -> String {
    let all = &loaded.checked.reading;
    let mut text = String::from(
        "# How plain the words are\n\n\
         Made by `regimen list reading` from the packs; a test keeps it true. The limits are in `plain-words.toml`.\n\n\
         A grade is worked out from the length of sentences and words alone. It finds what is hard to read, and does not show that\n\
         a text is understood: only readers can. Counted are whole sentences, without headings and labels. Names of exercises,\n\
         equipment and programmes, blanks that are filled in, and words that `plain-words.toml` lists as known count as one short\n\
         word each. Syllables are counted by rules, which can be wrong on a word. The fewer words, the rougher the grade: records\n\
         with too few are put together, file by file (…), and where even that is too little there is no grade (-). Phrases are\n\
         put together by the beginning of their names. Texts for clinicians alone are left out.\n",
    );
    if all.is_empty() {
        text.push_str("\nNo loaded pack says how plain its words have to be.\n");
    }
    for of_language in all.chunk_by(|one, other| one.language == other.language) {
        section(&mut text, library, loaded, of_language);
    }
    text
}

fn section(text: &mut String, library: &Library, loaded: &Loaded, all: &[Reading]) {
    let Some(first) = all.first() else { return };
    let formula = match first.formula {
        Formula::FleschKincaid => {
            "Flesch-Kincaid (Kincaid and others 1975): 0.39 × words a sentence + 11.8 × syllables a word - 15.59,\n\
             in years of school in the United States."
        }
        Formula::Crawford => {
            "Crawford (Lectura y Vida 1984;5(4)): -0.205 × sentences + 0.049 × syllables, both in 100 words, - 3.407,\n\
             in years of school. It was made for texts of primary school, grades 1 to 6."
        }
    };
    let graded = all.iter().filter_map(|one| one.grade);
    let highest = graded.clone().fold(f64::NEG_INFINITY, f64::max);
    // Writing to a string does not fail.
    let _ = writeln!(text, "\n## {}\n\n{formula}\n", first.language);
    if highest.is_finite() {
        let _ = writeln!(
            text,
            "The most is {}. The highest of {} grades here is {highest:.1}.\n",
            first.max_grade,
            graded.count()
        );
    }
    text.push_str("| Pack | File | Record | Words | Sentences | Grade |\n| --- | --- | --- | ---: | ---: | ---: |\n");
    for one in all {
        let grade = one
            .grade
            .map_or("-".to_owned(), |grade| format!("{grade:.1}"));
        let source = loaded.sources.file(one.file);
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {grade} |",
            pack(library, loaded, one),
            source.inner.trim_end_matches(".toml"),
            one.record.as_deref().unwrap_or(""),
            one.words,
            one.sentences,
        );
    }
}

/// The name of the pack that a text belongs to.
fn pack<'l>(library: &'l Library, loaded: &Loaded, one: &Reading) -> &'l str {
    let mut folders = loaded.sources.folders();
    let folder = folders.find(|(_, folder)| folder.files.contains(&one.file));
    let pack = folder.and_then(|(_, folder)| {
        let mut packs = library.packs.iter();
        packs.find(|pack| pack.folder == folder.path)
    });
    pack.map_or("", |pack| pack.name.as_str())
}
