//! What each fuzz target does with some bytes. The same functions are called by the targets (`targets/`) and by the test that
//! replays the corpora (`crates/regimen-render/tests/corpus.rs`), which take this file in by its path.
//!
//! Each starts from the small pack for knees, so that whatever the bytes are, there is something whole around them. Nothing is
//! expected of the bytes but that all ends, without a panic.
#![allow(dead_code, reason = "each target calls one of them")]
#![allow(
    clippy::expect_used,
    reason = "what lies around the bytes is whole, or nothing is tried"
)]

use std::path::Path;
use std::sync::OnceLock;

use regimen_core::diagnostic::{human, json};
use regimen_core::format::Kind;
use regimen_core::layout::{kind_of, layout};
use regimen_core::library::Library;
use regimen_core::link::{Asked, check_presentation};
use regimen_core::plan::{Tracing, plan};
use regimen_core::presentation::Presentation;
use regimen_core::progress::{Known, check_log, next};
use regimen_core::report::{PlanDocument, report};
use regimen_core::source::{Content, Sources, read_packs};
use regimen_core::{check, diagnostic::Diagnostic};
use regimen_figure::Figure;
use regimen_render::{Options, Templates, html, markdown, view};

/// What starts the name of a file, on a line of its own, in the bytes for [`loader`].
const FILE: &str = "=== ";
/// The file that bytes without a name are.
const UNNAMED: &str = "exercises/bridge.toml";
/// A presentation that the pack can answer.
const ANNA: &str = "red_flags = []\nfindings = []\nstage = \"settle\"\nequipment = \"any\"\n";

/// The files of the pack, by their path within it.
fn knee() -> &'static [(String, Content)] {
    static FILES: OnceLock<Vec<(String, Content)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .map(|folder| folder.join("tests/packs-knee"))
            .find(|folder| folder.is_dir())
            .expect("the pack lies in this repository");
        let mut sources = Sources::new();
        read_packs(&mut sources, &folder).expect("the pack can be read");
        let files = sources.folders().flat_map(|(_, folder)| &folder.files);
        let files = files.map(|&file| sources.file(file));
        files
            .map(|file| (file.inner.clone(), file.content.clone()))
            .collect()
    })
}

fn pack(files: Vec<(String, Content)>) -> Sources {
    let mut sources = Sources::new();
    sources.add_pack("knee", false, files);
    sources
}

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let library = check(&pack(knee().to_vec())).library;
        library.expect("the pack is without faults")
    })
}

/// A presentation as it was written, checked and as it counts.
fn asked(
    library: &Library,
    content: Content,
) -> (Sources, Vec<Diagnostic>, Option<(Asked, Presentation)>) {
    let mut sources = Sources::new();
    let file = sources.add_file("anna.toml", content);
    let linked = check_presentation(&sources, library, file);
    (sources, linked.problems, linked.asked)
}

fn document(library: &Library, asked: &Asked, written: &Presentation) -> PlanDocument {
    let planned = plan(library, asked, Tracing::Off);
    report(library, asked, written, &planned)
}

/// The plan that logs belong to.
fn anna() -> &'static PlanDocument {
    static PLAN: OnceLock<PlanDocument> = OnceLock::new();
    PLAN.get_or_init(|| {
        let (_, _, asked) = asked(library(), Content::Text(ANNA.to_owned()));
        let (asked, written) = asked.expect("a sound presentation");
        document(library(), &asked, &written)
    })
}

/// What is said, in the ways that have most to do with the places.
fn say(sources: &Sources, problems: &[Diagnostic]) {
    let locator = sources.locator();
    let _ = human(problems, &locator, true);
    let _ = json(problems, &locator);
}

/// What `regimen fmt` would do with a text. What it lays out once stays as it is.
fn lay_out(kind: Option<Kind>, text: &str) {
    if let Ok(once) = layout(kind, text) {
        let twice = layout(kind, &once);
        assert_eq!(twice.as_deref(), Ok(once.as_str()), "laid out twice");
    }
}

/// A pack, some of whose files the bytes replace or bring: each after a line with its path, as in `=== exercises/bridge.toml`.
/// It is checked, every mistake is shown, each file is laid out, and if it is sound a plan and a handout are made with it.
pub(crate) fn loader(bytes: &[u8]) {
    let mut files = knee().to_vec();
    for (inner, content) in sections(bytes) {
        if let Content::Text(text) = &content {
            lay_out(kind_of(&inner, text), text);
        }
        files.retain(|(known, _)| *known != inner);
        files.push((inner, content));
    }
    let sources = pack(files);
    let checked = check(&sources);
    say(&sources, &checked.problems);
    let Some(library) = &checked.library else {
        return;
    };
    let (sources, problems, asked) = asked(library, Content::Text(ANNA.to_owned()));
    say(&sources, &problems);
    if let Some((asked, written)) = asked {
        let document = document(library, &asked, &written);
        let _ = view(library, &document, &Options::default());
    }
}

/// The files in some bytes.
fn sections(bytes: &[u8]) -> Vec<(String, Content)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let name = line.strip_prefix(FILE.as_bytes());
        match (name, all.last_mut()) {
            (Some(name), _) => {
                let name = String::from_utf8_lossy(name.trim_ascii()).into_owned();
                all.push((name, Vec::new()));
            }
            (None, Some((_, text))) => text.extend_from_slice(line),
            (None, None) => all.push((UNNAMED.to_owned(), line.to_vec())),
        }
    }
    let all = all.into_iter();
    all.map(|(name, text)| (name, Content::from_bytes(text)))
        .collect()
}

/// The bytes as a presentation, and its plan.
pub(crate) fn presentation(bytes: &[u8]) {
    let content = Content::from_bytes(bytes.to_vec());
    if let Content::Text(text) = &content {
        lay_out(Some(Kind::Presentation), text);
    }
    let (sources, problems, asked) = asked(library(), content);
    say(&sources, &problems);
    if let Some((asked, written)) = asked {
        let document = document(library(), &asked, &written);
        let _ = view(library(), &document, &Options::default());
    }
}

/// The bytes as a log, and what comes next by it.
pub(crate) fn log(bytes: &[u8]) {
    let content = Content::from_bytes(bytes.to_vec());
    if let Content::Text(text) = &content {
        lay_out(Some(Kind::Log), text);
    }
    let Ok(known) = Known::of(library(), anna()) else {
        unreachable!("the plan was made with this pack");
    };
    let mut sources = Sources::new();
    let file = sources.add_file("log.toml", content);
    let checked = check_log(&sources, &known, file);
    say(&sources, &checked.problems);
    if let Some(logged) = &checked.logged {
        let _ = next(&known, logged);
    }
}

/// The bytes as a template of a pack, in both formats.
pub(crate) fn template(bytes: &[u8]) {
    static VIEW: OnceLock<regimen_render::View> = OnceLock::new();
    let Ok(source) = std::str::from_utf8(bytes) else {
        return;
    };
    let view = VIEW.get_or_init(|| {
        view(library(), anna(), &Options::default()).expect("the plan was made with this pack")
    });
    let with = |name: &str| Templates::built_in().with(name, source, "a template");
    if let Ok(templates) = with("handout.html") {
        let _ = html(view, &templates);
    }
    if let Ok(templates) = with("handout.md") {
        let _ = markdown(view, &templates);
    }
}

/// The bytes as an exercise's figure: solved, looked at, described and drawn.
pub(crate) fn pose(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    // As in a pack, what goes too deep never gets this far.
    if regimen_core::source::too_deep(text).is_some() {
        return;
    }
    let Ok(figure) = toml::from_str::<Figure>(text) else {
        return;
    };
    // So many are what the schema lets through.
    if figure.poses.len() > 4 || figure.poses.iter().any(|pose| pose.marks.len() > 4) {
        return;
    }
    let solved = figure.solve();
    let _ = solved.faults().iter().map(ToString::to_string).count();
    let _ = (solved.fingerprint(), solved.equipment());
    let _ = solved.describe().text(|_| Some("{part} {times} {name}"));
    let options = regimen_figure::Options::default();
    let _ = solved.svg(&options);
    let _ = solved.animated_svg(&options);
}
