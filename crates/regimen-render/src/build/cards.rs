//! A card for each exercise of the plan.

use regimen_core::format::clinic::Detail;
use regimen_core::format::common::{Dose, Loading};
use regimen_core::format::phrases::fill;
use regimen_core::id::EquipmentId;
use regimen_core::library::{Exercise, Library, Phrases};
use regimen_core::presentation::Units;
use regimen_core::progress::EasierOne;
use regimen_core::report::{ItemEntry, PlanDocument};
use regimen_figure::Figure;

use super::bad_day::BadDays;
use super::sessions::{Sessions, Span, in_weeks, join};
use super::{Mismatch, Options, Pictures, amounts, capital, exercise, qr, week};
use crate::view::{Card, CardsView, EasierCard, FaultView, FaultsView, LinkView, Picture, Section};

/// The cards, each exercise once, in the order in which they come: those of now first.
pub(super) fn cards(
    library: &Library,
    document: &PlanDocument,
    sessions: &Sessions<'_>,
    options: &Options,
) -> Result<CardsView, Mismatch> {
    let units = super::units(options.patient.as_ref());
    let mut order: Vec<&ItemEntry> = Vec::new();
    for item in sessions.all.iter().flat_map(|held| &held.entry.items) {
        if !order.iter().any(|one| one.exercise == item.exercise) {
            order.push(item);
        }
    }
    let deck = Deck {
        library,
        sessions,
        units,
        pictures: options.drawn(),
        bad_days: BadDays::new(library, document, units)?,
    };
    let mut cards = Vec::new();
    for (number, item) in (1u16..).zip(&order) {
        cards.push(deck.card(number, item)?);
    }
    // What is easier and has no card yet gets a small one, where cards are printed.
    let mut easier = match options.detail {
        Detail::Full | Detail::Cards => deck.bad_days.easier(sessions),
        Detail::Summary | Detail::Log => Vec::new(),
    };
    easier.retain(|one| {
        let id = &library.exercises[one.exercise].id;
        !order.iter().any(|item| item.exercise == *id)
    });
    let next = u16::try_from(cards.len()).map_or(u16::MAX, |count| count.saturating_add(1));
    let easier = (next..).zip(&easier);
    Ok(CardsView {
        title: library.phrases.cards_title.clone(),
        cards,
        easier_title: library.phrases.easier_title.clone(),
        easier: easier
            .map(|(number, one)| deck.easier(number, one))
            .collect(),
    })
}

/// Where an exercise that some weeks leave out stands in others; nothing if it stands nowhere.
pub(super) fn comes_in(
    library: &Library,
    units: Units,
    sessions: &Sessions<'_>,
    exercise: &str,
) -> Option<String> {
    let places = Places::of(library, units, sessions, exercise);
    let all: Vec<&Stand<'_>> = places.stands.iter().collect();
    if all.is_empty() {
        return None;
    }
    let phrases = &library.phrases;
    let (here, spans) = (shorts(&all), weeks(&all));
    if places.always(&spans) {
        return Some(in_sessions(phrases, &here));
    }
    let (one, several) = (&phrases.comes_later, &phrases.comes_later_several);
    Some(in_sessions_and_weeks(phrases, one, several, &here, &spans))
}

/// The weeks of an exercise that is in some later weeks only: `weeks 3 to 16`.
pub(super) fn weeks_of(
    library: &Library,
    units: Units,
    sessions: &Sessions<'_>,
    exercise: &str,
) -> String {
    let places = Places::of(library, units, sessions, exercise);
    let all: Vec<&Stand<'_>> = places.stands.iter().collect();
    in_weeks(&library.phrases, &weeks(&all))
}

/// `In session A`, `In sessions B, C`.
fn in_sessions(phrases: &Phrases, sessions: &[String]) -> String {
    let phrase = match sessions {
        [_] => &phrases.card_in,
        _ => &phrases.card_in_several,
    };
    fill(phrase, &[("sessions", &sessions.join(", "))])
}

/// The same with weeks, in the phrase for one session or for several.
fn in_sessions_and_weeks(
    phrases: &Phrases,
    one: &str,
    several: &str,
    sessions: &[String],
    weeks: &[Span],
) -> String {
    let phrase = match sessions {
        [_] => one,
        _ => several,
    };
    let (sessions, weeks) = (sessions.join(", "), in_weeks(phrases, weeks));
    fill(phrase, &[("sessions", &sessions), ("weeks", &weeks)])
}

/// What all cards are made from.
struct Deck<'a> {
    library: &'a Library,
    sessions: &'a Sessions<'a>,
    units: Units,
    pictures: Pictures,
    bad_days: BadDays<'a>,
}

/// Where an exercise stands.
struct Stand<'a> {
    /// The phases, by their positions in the plan.
    phases: &'a [usize],
    short: String,
    weeks: &'a [Span],
    item: &'a ItemEntry,
}

impl<'a> Deck<'a> {
    fn card(&self, number: u16, item: &'a ItemEntry) -> Result<Card, Mismatch> {
        let (library, units) = (self.library, self.units);
        let phrases = &library.phrases;
        let (_, record) = exercise(library, item.exercise.as_str())?;
        let places = Places::of(library, units, self.sessions, item.exercise.as_str());
        Ok(Card {
            id: record.id.to_string(),
            number,
            name: record.name.clone(),
            sessions: places.named(),
            purpose: record.purpose.clone(),
            amounts: places.amounts(),
            rests: places.lines(|one| rests(phrases, &one.item.dose)),
            need_label: phrases.card_need.clone(),
            need: need(library, &item.equipment)?,
            picture: picture(library, record, places.figure(record), self.pictures),
            change: section(
                &phrases.card_change,
                places.lines(|one| amounts::whole_changes(phrases, units, one.item)),
            ),
            why: section(
                &phrases.card_why,
                // An exercise that is as the programme has it needs no reason on paper, and what to watch has a
                // place of its own on the card; the plan itself gives every reason.
                places.lines(|one| {
                    let why = one.item.why.iter();
                    why.filter(|why| why.code != "fits" && why.code != "watch")
                        .map(|why| why.text.clone())
                        .collect()
                }),
            ),
            watch: section(
                &phrases.card_watch,
                places.watch(record, &phrases.card_weights),
            ),
            bad_day: section(&phrases.card_bad_day, self.bad_day(&places)),
            link: self.link(record),
            steps: section(&phrases.card_steps, record.steps.clone()),
            cues: section(&phrases.card_cues, record.cues.clone()),
            faults: FaultsView {
                title: phrases.card_faults.clone(),
                rows: record
                    .faults
                    .iter()
                    .map(|fault| FaultView {
                        see: fault.see.0.clone(),
                        mend: fault.mend.0.clone(),
                    })
                    .collect(),
            },
        })
    }

    /// What to do on a bad day, in the order to try it; where it is not the same in all weeks, a line for each part of them.
    fn bad_day(&self, places: &Places<'a>) -> Vec<String> {
        let of = |one: &Stand<'a>| self.bad_days.lines(one.phases, &one.item.exercise);
        let mut all = places.stands.iter().map(of);
        let first = all.next().unwrap_or_default();
        if all.all(|other| other == first) {
            return first;
        }
        places.lines(|one| vec![of(one).join(" ")])
    }

    /// The small card of what stands in no session.
    fn easier(&self, number: u16, one: &EasierOne) -> EasierCard {
        let phrases = &self.library.phrases;
        let record = &self.library.exercises[one.exercise];
        let pieces = self.library.equipment.iter();
        let pieces = pieces.filter(|(key, _)| one.needs.has(*key));
        let names: Vec<&str> = pieces.map(|(_, piece)| piece.name.as_str()).collect();
        EasierCard {
            id: record.id.to_string(),
            number,
            name: record.name.clone(),
            amount: amounts::whole_amount(phrases, self.units, &one.dose),
            rests: rests(phrases, &one.dose),
            purpose: record.purpose.clone(),
            need_label: phrases.card_need.clone(),
            need: with(phrases, &names),
            picture: picture(self.library, record, record.figure.as_ref(), self.pictures),
            watch: section(&phrases.card_watch, record.watch.iter().cloned().collect()),
            steps: section(&phrases.card_steps, record.steps.clone()),
            link: self.link(record),
        }
    }

    fn link(&self, record: &Exercise) -> Option<LinkView> {
        let phrases = &self.library.phrases;
        let url = record.link.as_ref()?;
        let qr = match self.pictures {
            Pictures::None => None,
            Pictures::Still | Pictures::Moving => qr::svg(url),
        };
        Some(LinkView {
            label: phrases.card_link.clone(),
            url: url.clone(),
            qr: qr.unwrap_or_default(),
            alt: fill(&phrases.card_link_alt, &[("exercise", &record.name)]),
        })
    }
}

/// An exercise's picture, as far as the format prints it.
fn picture(
    library: &Library,
    record: &Exercise,
    figure: Option<&Figure>,
    pictures: Pictures,
) -> Picture {
    let name = [("exercise", record.name.as_str())];
    let mut view = Picture {
        stand_in: fill(&library.phrases.card_picture, &name),
        ..Picture::default()
    };
    if pictures == Pictures::None {
        return view;
    }
    if let Some(figure) = figure {
        let solved = figure.solve();
        let options = regimen_figure::Options::default();
        view.still = solved.svg(&options);
        view.wide = is_wide(&view.still);
        if pictures == Pictures::Moving && figure.poses.len() > 1 {
            view.moving = solved.animated_svg(&options);
        }
        let phrases = &library.phrases;
        view.alt = phrases
            .picture(&solved)
            .unwrap_or_else(|| fill(&phrases.picture_alt, &name));
    }
    view
}

/// Whether an SVG document is more than twice as wide as high.
fn is_wide(svg: &str) -> bool {
    let sizes = svg.split_once("viewBox=\"").map(|(_, rest)| rest);
    let mut sizes = sizes
        .and_then(|rest| rest.split('"').next())
        .into_iter()
        .flat_map(|sizes| sizes.split(' ').skip(2))
        .filter_map(|size| size.parse::<f64>().ok());
    match (sizes.next(), sizes.next()) {
        (Some(width), Some(height)) => width > 2.0 * height,
        _ => false,
    }
}

/// How long to rest, where there is a rest to take.
fn rests(phrases: &Phrases, dose: &Dose) -> Vec<String> {
    let several = dose.sets.is_some_and(|sets| sets.max > 1);
    if !several || dose.rest_s.unwrap_or(0) == 0 {
        return Vec::new();
    }
    let rest = amounts::rest(phrases, dose);
    vec![fill(&phrases.card_rest, &[("rest", &rest)])]
}

fn section(title: &str, lines: Vec<String>) -> Section {
    Section {
        title: title.to_owned(),
        lines,
    }
}

/// The places where one exercise stands.
struct Places<'a> {
    library: &'a Library,
    units: Units,
    sessions: &'a Sessions<'a>,
    stands: Vec<Stand<'a>>,
}

impl<'a> Places<'a> {
    fn of(
        library: &'a Library,
        units: Units,
        sessions: &'a Sessions<'a>,
        exercise: &str,
    ) -> Places<'a> {
        let stands = sessions.all.iter().flat_map(|held| {
            let here = held.entry.items.iter();
            let here = here.filter(|one| one.exercise.as_str() == exercise);
            here.map(|one| Stand {
                phases: &held.phases,
                short: week::short(held.entry.id.as_str()),
                weeks: &held.weeks,
                item: one,
            })
        });
        Places {
            library,
            units,
            sessions,
            stands: stands.collect(),
        }
    }

    /// In which sessions it is, and in which weeks where that is not all of them.
    fn named(&self) -> String {
        let phrases = &self.library.phrases;
        let all: Vec<&Stand<'a>> = self.stands.iter().collect();
        let sessions = shorts(&all);
        let weeks = weeks(&all);
        if self.always(&weeks) {
            return in_sessions(phrases, &sessions);
        }
        let (one, several) = (&phrases.card_in_weeks, &phrases.card_in_several_weeks);
        in_sessions_and_weeks(phrases, one, several, &sessions, &weeks)
    }

    /// The picture: its own, or that of the first dial turned that has one, in whichever weeks: nobody sees what they leave out.
    fn figure(&self, record: &'a Exercise) -> Option<&'a Figure> {
        let mut turned = self.stands.iter().filter_map(|one| {
            let adjust = one.item.adjust.first()?;
            let dial = self.library.dials.find(adjust.dial.as_str())?;
            let turn = record.turns.get(record.turned(dial, &adjust.how)?)?;
            turn.figure.as_ref()
        });
        turned.next().or(record.figure.as_ref())
    }

    /// What to keep in mind; with what a weight counts, where one is given: a card cut out is all that its reader has.
    fn watch(&self, record: &Exercise, counts: &str) -> Vec<String> {
        let weighed = |one: &Stand<'a>| matches!(one.item.dose.load, Some(Loading::Kg(_)));
        let weighed = self.stands.iter().any(weighed) && !counts.is_empty();
        let weights = weighed.then(|| counts.to_owned());
        record.watch.iter().cloned().chain(weights).collect()
    }

    /// Whether some weeks are all of them.
    fn always(&self, weeks: &[Span]) -> bool {
        !self.sessions.differ || weeks == self.sessions.weeks
    }

    /// How much: once if it is the same everywhere, else with the sessions or the weeks before it, whichever
    /// tell the amounts apart.
    fn amounts(&self) -> Vec<String> {
        let phrases = &self.library.phrases;
        let mut groups: Vec<(String, Vec<&Stand<'a>>)> = Vec::new();
        for stand in &self.stands {
            let amount = amounts::whole_amount(phrases, self.units, &stand.item.dose);
            match groups.iter_mut().find(|(other, _)| *other == amount) {
                Some((_, stands)) => stands.push(stand),
                None => groups.push((amount, vec![stand])),
            }
        }
        if let [(amount, _)] = groups.as_slice() {
            return vec![amount.clone()];
        }
        let twice = |short: &String| {
            let with = groups.iter().filter(|(_, all)| shorts(all).contains(short));
            with.count() > 1
        };
        let all_shorts: Vec<Vec<String>> = groups.iter().map(|(_, all)| shorts(all)).collect();
        let by_weeks = self.sessions.differ && all_shorts.iter().flatten().any(twice);
        let by_session = !by_weeks
            || all_shorts.windows(2).any(|pair| match pair {
                [one, other] => one != other,
                _ => false,
            });
        let label = |all: &[&Stand<'a>]| {
            let weeks = in_weeks(phrases, &weeks(all));
            match (by_session, by_weeks) {
                (true, true) => format!("{}, {weeks}", shorts(all).join(", ")),
                (false, true) => capital(&weeks),
                _ => shorts(all).join(", "),
            }
        };
        groups
            .iter()
            .map(|(amount, all)| format!("{}: {amount}", label(all)))
            .collect()
    }

    /// Every different line over the places, in order; with its weeks where it does not hold in all of them.
    fn lines(&self, of: impl Fn(&Stand<'a>) -> Vec<String>) -> Vec<String> {
        let mut found: Vec<(String, Vec<&Stand<'a>>)> = Vec::new();
        for stand in &self.stands {
            for line in of(stand) {
                match found.iter_mut().find(|(other, _)| *other == line) {
                    Some((_, stands)) => stands.push(stand),
                    None => found.push((line, vec![stand])),
                }
            }
        }
        let everywhere = weeks(&self.stands.iter().collect::<Vec<_>>());
        let said = found.into_iter().map(|(line, all)| {
            let weeks = weeks(&all);
            if self.sessions.differ && weeks != everywhere {
                let weeks = capital(&in_weeks(&self.library.phrases, &weeks));
                return (true, format!("{weeks}: {line}"));
            }
            (false, line)
        });
        // What always holds stands before what holds for some weeks.
        let mut said: Vec<(bool, String)> = said.collect();
        said.sort_by_key(|(some_weeks, _)| *some_weeks);
        said.into_iter().map(|(_, line)| line).collect()
    }
}

/// The short names of the sessions, each once, in order.
fn shorts(stands: &[&Stand<'_>]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for stand in stands {
        if !all.contains(&stand.short) {
            all.push(stand.short.clone());
        }
    }
    all
}

/// The weeks, in order, neighbours joined.
fn weeks(stands: &[&Stand<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = stands.iter().flat_map(|one| one.weeks).copied().collect();
    spans.sort_unstable();
    let mut all = Vec::new();
    for span in spans {
        join(&mut all, span);
    }
    all
}

/// What it is done with: the plan's choice from what is at hand.
fn need(library: &Library, equipment: &[EquipmentId]) -> Result<String, Mismatch> {
    let mut names = Vec::new();
    for id in equipment {
        let key = library.equipment.find(id.as_str()).ok_or(Mismatch {
            id: id.to_string(),
            what: "equipment",
        })?;
        names.push(library.equipment[key].name.as_str());
    }
    Ok(with(&library.phrases, &names))
}

fn with(phrases: &Phrases, names: &[&str]) -> String {
    match names {
        [] => phrases.card_nothing.clone(),
        names => names.join(" + "),
    }
}
