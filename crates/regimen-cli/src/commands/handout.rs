//! `regimen handout`: a handout for each presentation or saved plan.

use std::path::{Path, PathBuf};

use regimen_core::format::clinic::{Detail, Paper};
use regimen_core::library::Library;
use regimen_core::link::check_patient;
use regimen_core::presentation::Patient;
use regimen_core::report::OutcomeKind;
use regimen_core::source::{Content, Sources};
use regimen_render::{Audience, Options, Pictures, Rendered, Templates, View};

use super::batch;
use super::plan::{self, Made};
use crate::args::{AudienceArg, Common, Deny, DetailArg, Format, HandoutArgs, PaperArg};
use crate::failure::{Exit, Failure};
use crate::load::{self, Language, Libraries};
use crate::output;

pub(crate) fn run(common: &Common, args: &HandoutArgs) -> Result<Exit, Failure> {
    let target = Target::new(args)?;
    let loaded = load::packs(common)?;
    let libraries = Libraries::new(common, &loaded)?;
    let patient = match &args.patient {
        Some(path) => Some(patient(common, libraries.own(), path)?),
        None => None,
    };
    let templates = load::templates(common, libraries.own(), loaded.clinic.as_ref())?;
    let language = Language::new(
        args.language.as_deref(),
        patient.as_ref(),
        loaded.clinic.as_ref(),
    );
    let folder = loaded.clinic.as_ref().map(|clinic| &clinic.folder);
    let paper = match args.paper {
        Some(PaperArg::A4) => Paper::A4,
        Some(PaperArg::Letter) => Paper::Letter,
        None => folder.map_or(Paper::A4, |folder| folder.handout.paper),
    };
    let detail = match args.detail {
        Some(DetailArg::Full) => Detail::Full,
        Some(DetailArg::Summary) => Detail::Summary,
        Some(DetailArg::Cards) => Detail::Cards,
        Some(DetailArg::Log) => Detail::Log,
        None => folder.map_or(Detail::Full, |folder| folder.handout.detail),
    };
    let large_print = args.large_print || folder.is_some_and(|folder| folder.handout.large_print);
    let logo = match &loaded.clinic {
        Some(clinic) => load::logo(clinic)?,
        None => None,
    };
    let audience = match args.audience {
        AudienceArg::Patient => Audience::Patient,
        AudienceArg::Clinician => Audience::Clinician,
    };
    let one = One {
        common,
        libraries: &libraries,
        language: &language,
        templates: &templates,
        options: Options {
            patient: patient.clone(),
            clinic: folder.and_then(|folder| folder.clinic.clone()),
            paper,
            detail,
            large_print,
            logo,
            audience,
            pictures: match target.format {
                Format::Md => Pictures::None,
                Format::Html => Pictures::Moving,
                Format::Pdf | Format::Json => Pictures::Still,
            },
        },
    };
    let ends = batch::each(common, &args.inputs, args.jobs, |input| {
        // One that fails does not stop the rest.
        one.print(input, &target)
            .map_or_else(|failure| End::failed(&failure), End::Printed)
    });
    if let (Place::Folder(folder), [_, _, ..]) = (&target.place, ends.as_slice())
        && !common.quiet
    {
        output::message(&summary(folder, &args.inputs, &ends));
    }
    Ok(ends
        .iter()
        .map(|end| end.exit())
        .max()
        .unwrap_or(Exit::Clean))
}

/// What came of one input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// There is a handout: with a plan, a referral, or the reason why there is no plan.
    Printed(OutcomeKind),
    /// There is none; why was said.
    Failed,
}

impl End {
    fn failed(failure: &Failure) -> End {
        output::error(failure);
        End::Failed
    }

    fn exit(self) -> Exit {
        match self {
            End::Printed(outcome) => plan::exit(outcome),
            End::Failed => Failure::EXIT,
        }
    }
}

/// What came of several inputs, in a line: how many handouts there are and where, and each that is something else.
fn summary(folder: &Path, inputs: &[PathBuf], ends: &[End]) -> String {
    let plans = ends
        .iter()
        .filter(|&&end| end == End::Printed(OutcomeKind::Plan));
    let plans = plans.count();
    let mut parts = vec![format!(
        "{plans} handout{} in `{}`",
        if plans == 1 { "" } else { "s" },
        folder.display()
    )];
    for (end, one, more) in [
        (End::Printed(OutcomeKind::Refer), "referral", "referrals"),
        (
            End::Printed(OutcomeKind::Unmet),
            "without a plan",
            "without a plan",
        ),
        (End::Failed, "with errors", "with errors"),
    ] {
        let these = inputs.iter().zip(ends).filter(|(_, of)| **of == end);
        let names: Vec<String> = these
            .map(|(input, _)| input.display().to_string())
            .collect();
        if !names.is_empty() {
            let what = if names.len() == 1 { one } else { more };
            parts.push(format!("{} {what}: {}", names.len(), names.join(", ")));
        }
    }
    parts.join("; ")
}

/// Who the handout is for, from a file of its own.
fn patient(common: &Common, library: &Library, path: &Path) -> Result<Patient, Failure> {
    let (shown, content) = plan::read(path)?;
    let mut sources = Sources::new();
    let file = sources.add_file(shown.clone(), content);
    let (patient, problems) = check_patient(&sources, library, file);
    output::diagnostics(common, &sources, &problems);
    let denied = common.deny.contains(&Deny::Warnings) && !problems.is_empty();
    patient.filter(|_| !denied).ok_or_else(|| {
        Failure::new(format!("`{shown}` has errors, so there is no handout"))
            .help("Mend what is shown above.")
    })
}

/// Where handouts go, and in which format.
struct Target {
    format: Format,
    place: Place,
}

enum Place {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    fn new(args: &HandoutArgs) -> Result<Target, Failure> {
        let by_ending = args.output.as_deref().and_then(format_of);
        let format = args.to.or(by_ending);
        let place = match &args.output {
            None => Place::Standard,
            Some(path) if path == Path::new("-") => Place::Standard,
            Some(path) if path.is_dir() || path.to_string_lossy().ends_with('/') => {
                Place::Folder(path.clone())
            }
            Some(path) => Place::File(path.clone()),
        };
        let format = match (&place, format) {
            (_, Some(format)) => format,
            (Place::Standard, None) => Format::Md,
            (Place::Folder(_), None) => Format::Pdf,
            (Place::File(path), None) => {
                return Err(Failure::new(format!(
                    "the ending of `{}` says no format",
                    path.display()
                ))
                .help("End it in .pdf, .html, .md or .json, or give `--to`."));
            }
        };
        if args.inputs.len() > 1 && !matches!(place, Place::Folder(_)) {
            return Err(Failure::new("several handouts need a folder to go to")
                .help("Give a folder that exists, or a name that ends in `/`, with `-o`."));
        }
        let target = Target { format, place };
        if args.patient.is_some() && args.inputs.len() > 1 {
            return Err(
                Failure::new("`--patient` is one person, and these are several handouts")
                    .help("Print them one at a time."),
            );
        }
        target.no_clash(&args.inputs, args.patient.as_deref())?;
        if format == Format::Pdf && matches!(target.place, Place::Standard) && output::to_terminal()
        {
            return Err(Failure::new("a PDF is not for a terminal")
                .help("Name a file with `-o`, as in `-o handout.pdf`."));
        }
        Ok(target)
    }

    /// The file that an input's handout goes to, if it goes to one.
    fn file(&self, input: &Path) -> Option<PathBuf> {
        match &self.place {
            Place::Standard => None,
            Place::File(path) => Some(path.clone()),
            Place::Folder(folder) => {
                let stem = match input.file_stem() {
                    Some(stem) if input != Path::new("-") => stem,
                    _ => "handout".as_ref(),
                };
                let mut name = stem.to_os_string();
                name.push(".");
                name.push(self.format.ending());
                Some(folder.join(name))
            }
        }
    }

    /// No handout may take the place of another's, nor of what it is made from.
    fn no_clash(&self, inputs: &[PathBuf], patient: Option<&Path>) -> Result<(), Failure> {
        let standard = |path: &Path| path == Path::new("-");
        if patient.is_some_and(standard) && inputs.iter().any(|input| standard(input)) {
            return Err(Failure::new("standard input can be read only once"));
        }
        for (at, input) in inputs.iter().enumerate() {
            let earlier = inputs.iter().take(at);
            if input == Path::new("-") && earlier.clone().any(|one| one == input) {
                return Err(Failure::new("standard input can be read only once"));
            }
            let Some(file) = self.file(input) else {
                continue;
            };
            if let Some(other) = earlier
                .clone()
                .find(|one| self.file(one).as_ref() == Some(&file))
            {
                return Err(Failure::new(format!(
                    "the handouts of `{}` and `{}` would both be `{}`",
                    other.display(),
                    input.display(),
                    file.display()
                ))
                .help("Rename one of them, or print them into two folders."));
            }
            for source in std::iter::once(input.as_path()).chain(patient) {
                let same = std::fs::canonicalize(source).is_ok_and(|source| {
                    std::fs::canonicalize(&file).is_ok_and(|file| file == source)
                });
                if same {
                    return Err(Failure::new(format!(
                        "the handout would take the place of `{}`, which it is made from",
                        source.display()
                    ))
                    .help("Give another name or folder with `-o`."));
                }
            }
        }
        Ok(())
    }
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_string_lossy().to_lowercase().as_str() {
        "md" => Some(Format::Md),
        "html" | "htm" => Some(Format::Html),
        "pdf" => Some(Format::Pdf),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// What every handout of a run has in common.
struct One<'a, 'l> {
    common: &'a Common,
    libraries: &'a Libraries<'l>,
    language: &'a Language<'a>,
    templates: &'a Templates,
    options: Options,
}

impl<'a> One<'a, '_> {
    fn print(&self, input: &Path, target: &Target) -> Result<OutcomeKind, Failure> {
        let (common, templates, mut options) = (self.common, self.templates, self.options.clone());
        let made = self.plan(input)?;
        options.patient = options.patient.or(made.patient);
        let document = made.document;
        let view = regimen_render::view(made.library, &document, &options).map_err(|mismatch| {
            Failure::new(format!("`{}`: {mismatch}", input.display()))
                .help("Load the packs that the plan was made with, or make the plan again.")
        })?;
        let rendered = render(&view, templates, target.format)?;
        for warning in &rendered.warnings {
            output::warning(common, &format!("{}: {warning}", input.display()));
        }
        match target.file(input) {
            None => output::result(&rendered.bytes)?,
            Some(file) => {
                if let Place::Folder(folder) = &target.place {
                    std::fs::create_dir_all(folder).map_err(|error| {
                        Failure::new(format!(
                            "cannot make the folder `{}`: {error}",
                            folder.display()
                        ))
                    })?;
                }
                output::file(&file, &rendered.bytes)?;
            }
        }
        Ok(document.outcome)
    }

    /// The plan: made from a presentation, or as it was saved.
    fn plan(&self, input: &Path) -> Result<Made<'a>, Failure> {
        let (shown, content) = plan::read(input)?;
        let saved = match &content {
            Content::Text(text) => text.trim_start().starts_with('{'),
            _ => false,
        };
        if !saved {
            return plan::make(self.common, self.libraries, self.language, &shown, content);
        }
        let Content::Text(text) = content else {
            return Err(Failure::new(format!("`{shown}` is not text")));
        };
        let document = plan::saved(&shown, &text)?;
        let own = &self.libraries.own().languages.used;
        let language = document.language.as_ref().unwrap_or(own);
        // A plan holds its words, and not the presentation: they cannot be said in another language.
        if let Some(wanted) = self.language.of_call().filter(|one| one != language) {
            let wanted = wanted.escape_debug();
            return Err(Failure::new(format!(
                "`{shown}` is a plan in `{}`, and a handout in `{wanted}` is asked for",
                language.escape_debug()
            ))
            .help(format!(
                "Make the plan again with `regimen plan PRESENTATION --language {wanted} --format json`, or print the handout from the presentation."
            )));
        }
        let library = self.libraries.get(language)?;
        let now = library.packs.iter().map(|pack| &pack.digest);
        let then = document.provenance.packs.iter().map(|pack| &pack.digest);
        if !now.eq(then) {
            let message = format!(
                "`{shown}` was made with other packs, or other versions of them; its words come from those that are loaded"
            );
            if self.common.deny.contains(&Deny::Warnings) {
                return Err(Failure::new(message));
            }
            output::warning(self.common, &message);
        }
        Ok(Made {
            document,
            library,
            patient: None,
        })
    }
}

fn render(view: &View, templates: &Templates, format: Format) -> Result<Rendered, Failure> {
    let rendered = match format {
        Format::Md => regimen_render::markdown(view, templates),
        Format::Html => regimen_render::html(view, templates),
        Format::Pdf => pdf(view, templates)?,
        Format::Json => Ok(regimen_render::json(view)),
    };
    rendered.map_err(|error| Failure::new(error.to_string()))
}

#[cfg(feature = "pdf")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same shape as without the feature"
)]
fn pdf(
    view: &View,
    templates: &Templates,
) -> Result<Result<Rendered, regimen_render::RenderError>, Failure> {
    Ok(regimen_render::pdf(view, templates))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &View, _: &Templates) -> Result<Result<Rendered, regimen_render::RenderError>, Failure> {
    Err(Failure::new("this regimen was built without PDF")
        .help("Build it with the feature `pdf`, or print the HTML from a browser."))
}
