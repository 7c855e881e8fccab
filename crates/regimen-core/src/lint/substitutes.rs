//! R318: a substitute asks less of what it comes in for. R319: a substitute can be given at all.
//!
//! What is held here is what `plan` does: a record goes first when one of its axes is what did not fit, and nothing that comes
//! instead asks more than the exercise that it stands in for, or than low where that is less. What else may keep a substitute
//! from ever winning hangs on presentations, and is for `prove`.

use std::collections::BTreeSet;

use super::options::{Book, Entry, Opt, Options};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::format::gaps::GapKind;
use crate::format::substitutions::Substitution;
use crate::id::{AxisId, ExerciseId, StageId};
use crate::level::{Level, Levels, MAX_AXES};
use crate::link::{Record, Records};

pub(super) fn run(records: &Records, problems: &mut Vec<Diagnostic>) {
    let look = Look {
        book: Book::new(records),
        declared: declared(records),
        stages: records.stages.iter().map(|one| &one.value.id).collect(),
    };
    for record in &records.substitutions {
        look.at_record(record, problems);
    }
    for entry in look.book.all() {
        look.at_easier(entry, problems);
    }
}

/// What every record is held against.
struct Look<'r> {
    book: Book<'r>,
    /// The substitutes of which a pack says that they never win, as `regimen prove` names them.
    declared: BTreeSet<&'r str>,
    stages: Vec<&'r StageId>,
}

fn declared(records: &Records) -> BTreeSet<&str> {
    let gaps = records.gaps.iter().map(|record| &record.value);
    gaps.filter(|gap| gap.kind == GapKind::UnusedSubstitute)
        .flat_map(|gap| gap.of.iter().map(AsRef::as_ref))
        .collect()
}

impl<'r> Look<'r> {
    fn at_record(&self, record: &Record<Substitution>, problems: &mut Vec<Diagnostic>) {
        let one = &record.value;
        let (from, originals): (&str, Vec<&Entry<'r>>) = match (&one.from, &one.from_pattern) {
            (Some(from), None) => (from.as_str(), self.book.find(from).into_iter().collect()),
            (None, Some(pattern)) => {
                let all = self.book.all();
                let spoken = all.filter(|entry| entry.record.value.pattern == *pattern);
                (pattern.as_str(), spoken.collect())
            }
            // It is reported that it replaces nothing, or both.
            _ => return,
        };
        let mut answered: BTreeSet<&AxisId> = BTreeSet::new();
        // Axes that no substitute answers are looked for only where all substitutes were.
        let mut all_looked_at = true;
        for (at, to) in one.to.iter().enumerate() {
            let others = originals.iter().copied();
            let pairs: Vec<&Entry<'_>> = others.filter(|one| one.record.value.id != *to).collect();
            let (Some(found), Some(first)) = (self.book.find(to), pairs.first()) else {
                all_looked_at = false;
                continue;
            };
            let place = Place::value(record.file, format!("{}/to/{at}", record.pointer));
            let never = self.late(record, found, &place).or_else(|| {
                let given = |from: &&Entry<'_>| is_given(&found.options, from.options.ceiling());
                (!pairs.iter().any(given)).then(|| self.raises(place.clone(), found, first))
            });
            if let Some(never) = never {
                if !self.is_declared(from, to) {
                    problems.push(never);
                }
                all_looked_at = false;
                continue;
            }
            // An axis that does not exist is reported as that.
            let here = one.because.iter().filter(|id| {
                self.book.axis(id).is_none_or(|axis| {
                    let mut pairs = pairs.iter();
                    pairs.any(|from| answers(&from.options, &found.options, axis))
                })
            });
            let here: Vec<&AxisId> = here.collect();
            if let (Some(axis), []) = (one.because.first(), here.as_slice()) {
                let than = match &one.from_pattern {
                    Some(pattern) => format!("any exercise of `{pattern}` does"),
                    None => format!("`{from}` does"),
                };
                let said = format!(
                    "`{to}` comes in when {} did not fit, and asks no less there than {than}",
                    or(&one.because)
                );
                let diagnostic = Diagnostic::new(&codes::ANSWERS_NOTHING, place, said);
                problems.push(with_demands(diagnostic, axis, found, first));
            }
            answered.extend(here);
        }
        if !all_looked_at || answered.is_empty() {
            return;
        }
        for (at, axis) in one.because.iter().enumerate() {
            if !answered.contains(axis) {
                let place = Place::value(record.file, format!("{}/because/{at}", record.pointer));
                problems.push(
                    Diagnostic::new(
                        &codes::ANSWERS_NOTHING,
                        place,
                        format!("nothing in `to` asks less on `{axis}` than `{from}` does"),
                    )
                    .label("no substitute for this")
                    .help(format!(
                        "Take `{axis}` out of `because`, or mend the demand that is wrong."
                    )),
                );
            }
        }
    }

    /// An easier neighbour comes in `next` and on a bad day, and asks no more than what it stands in for either.
    fn at_easier(&self, entry: &Entry<'_>, problems: &mut Vec<Diagnostic>) {
        let one = &entry.record.value;
        for (at, to) in one.easier.iter().enumerate() {
            let Some(found) = self.book.find(to).filter(|_| *to != one.id) else {
                continue;
            };
            let mut planned = entry.options.all();
            let given = planned.any(|way| is_given(&found.options, way.demands.max(Levels::LOW)));
            if !given && !self.is_declared(one.id.as_str(), to) {
                let place = Place::value(entry.record.file, format!("/easier/{at}"));
                problems.push(self.raises(place, found, entry));
            }
        }
    }

    fn is_declared(&self, from: &str, to: &ExerciseId) -> bool {
        self.declared.contains(format!("{from} > {to}").as_str())
    }

    /// The record's last stage comes before the exercise's first.
    fn late(
        &self,
        record: &Record<Substitution>,
        to: &Entry<'_>,
        place: &Place,
    ) -> Option<Diagnostic> {
        let until = record.value.until.as_ref()?;
        let from = to.record.value.from_stage.as_ref()?;
        let at = |id: &StageId| self.stages.iter().position(|one| *one == id);
        let said = format!(
            "`{}` can never be given here: it is left out before `{from}`, and this record ends with `{until}`",
            to.record.value.id
        );
        (at(until)? < at(from)?).then(|| {
            Diagnostic::new(&codes::NEVER_GIVEN, place.clone(), said)
                .label("never given")
                .also(
                    Place::value(to.record.file, "/from_stage"),
                    "left out before this",
                )
        })
    }

    /// A substitute that asks too much in every way.
    fn raises(&self, place: Place, to: &Entry<'_>, from: &Entry<'_>) -> Diagnostic {
        let ceiling = from.options.ceiling();
        let in_all = |axis: &usize| {
            let mut all = to.options.all();
            all.all(|opt| opt.demands.get(*axis) > ceiling.get(*axis))
        };
        let axis = (0..MAX_AXES).find(in_all);
        let (id, other) = (&to.record.value.id, &from.record.value.id);
        let Some(axis) = axis.and_then(|axis| self.book.axis_at(axis)) else {
            let said = format!(
                "`{id}` can never be given here: in each way it asks more somewhere than `{other}` does"
            );
            return Diagnostic::new(&codes::NEVER_GIVEN, place, said).label("never given");
        };
        let said = format!(
            "`{id}` can never be given here: it asks more on `{axis}` than `{other}` does, and more than low"
        );
        let diagnostic = Diagnostic::new(&codes::NEVER_GIVEN, place, said).label("never given");
        with_demands(diagnostic, axis, to, from)
    }
}

/// Whether some way of an exercise asks no more than this.
fn is_given(options: &Options, ceiling: Levels) -> bool {
    options.all().any(|opt| opt.demands.within(ceiling))
}

/// Whether a substitute can come in because an axis did not fit: for its limit, or for what the session may cost on it.
fn answers(original: &Options, to: &Options, axis: usize) -> bool {
    by_limit(original, to, axis) || by_budget(original, to, axis)
}

/// In some room the substitute asks less on the axis than the exercise does in the way that the room gives it, and no way of the
/// exercise fits wherever the substitute does. The exercise's dials do not count: whether one can be turned may hang on what
/// else is in the session.
fn by_limit(original: &Options, to: &Options, axis: usize) -> bool {
    let mut pairs = pairs(original, to);
    pairs.any(|(opt, way)| {
        let room = opt.needs | way.needs;
        let mut ways = original.plain.iter().filter(|one| one.needs & !room == 0);
        let first = ways.clone().next();
        let fits = ways.any(|one| one.demands.within(opt.demands));
        first.is_some_and(|first| opt.demands.get(axis) < first.demands.get(axis)) && !fits
    })
}

/// The substitute is free on the axis, and the exercise costs something.
fn by_budget(original: &Options, to: &Options, axis: usize) -> bool {
    let mut pairs = pairs(original, to);
    pairs
        .any(|(opt, way)| opt.demands.get(axis) <= Level::Low && way.demands.get(axis) > Level::Low)
}

/// Each way of the substitute that may come in, with each way of the exercise.
fn pairs<'o>(original: &'o Options, to: &'o Options) -> impl Iterator<Item = (&'o Opt, &'o Opt)> {
    let ceiling = original.ceiling();
    let given = to.all().filter(move |opt| opt.demands.within(ceiling));
    given.flat_map(|opt| original.plain.iter().map(move |way| (opt, way)))
}

fn or(axes: &[AxisId]) -> String {
    let axes: Vec<String> = axes.iter().map(|axis| format!("`{axis}`")).collect();
    axes.join(" or ")
}

/// Both ends: what the substitute asks on the axis, and what the exercise does.
fn with_demands(
    diagnostic: Diagnostic,
    axis: &AxisId,
    to: &Entry<'_>,
    from: &Entry<'_>,
) -> Diagnostic {
    [to.record, from.record]
        .into_iter()
        .fold(diagnostic, |diagnostic, record| {
            let asks = record
                .value
                .demands
                .get(axis)
                .map(|one| one.level().as_str());
            diagnostic.also(
                Place::value(record.file, format!("/demands/{axis}")),
                format!("`{}` asks {} here", record.value.id, asks.unwrap_or("none")),
            )
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::library::{EquipmentSet, Exercise, Key, Library};
    use crate::link::{check, records};
    use crate::plan::select::{Bulk, Place as Slot, Selection, failed};
    use crate::plan::terms::{Bounds, Given, Marks, Refused, Silent, Taken, Terms, With};
    use crate::source::{Sources, read_packs};

    /// Every set of these pieces.
    fn rooms(pieces: &[EquipmentSet]) -> Vec<EquipmentSet> {
        pieces
            .iter()
            .fold(vec![EquipmentSet::EMPTY], |rooms, &piece| {
                let with = rooms.iter().map(|&room| room.or(piece));
                rooms.iter().copied().chain(with).collect()
            })
    }

    /// Every vector of levels over so many axes.
    fn limits(axes: usize) -> Vec<Levels> {
        (0..axes).fold(vec![Levels::NOTHING], |all, axis| {
            let each = all.iter();
            each.flat_map(|one| Level::ALL.map(|level| one.with(axis, level)))
                .collect()
        })
    }

    /// Whether the substitute is ever given in the exercise's place, and the axes of which one did not fit then, by choosing
    /// under every limit in every room.
    fn tried(library: &Library, from: Key<Exercise>, to: Key<Exercise>) -> (bool, u16) {
        let choices = &library.choices;
        let needs = |key| choices.of(key).plain.iter().chain(&choices.of(key).turned);
        let pieces = needs(from)
            .chain(needs(to))
            .map(|opt| (opt.needs.bits(), opt.needs));
        let pieces: BTreeMap<_, _> = pieces.collect();
        let pieces: Vec<EquipmentSet> = pieces.into_values().collect();
        let stage = library.stages.iter().map(|(key, _)| key).last().unwrap();
        let count = library.exercises.iter().count();
        let mut others = Marks::all(count);
        others.clear(from);
        let (mut given, mut bits) = (false, 0);
        for &limits in &limits(library.axes.iter().count()) {
            for &room in &rooms(&pieces) {
                let mut terms = Terms {
                    ground: Given {
                        limits,
                        room,
                        wanted: 0,
                        budgets: Vec::new(),
                    },
                    stage,
                    barred: others.clone(),
                    forbidden: Marks::none(count),
                };
                for bulk in [Bulk::Usual, Bulk::More] {
                    let slot = Slot {
                        exercise: from,
                        priority: 1,
                        bulk,
                    };
                    let mut chosen = Selection::default();
                    chosen.fill(library, &terms, &[slot], &mut Silent);
                    if !chosen.picks.is_empty() {
                        continue;
                    }
                    terms.barred = Marks::none(count);
                    let bounds = Bounds {
                        ceiling: choices.of(from).ceiling,
                        ..Bounds::FREE
                    };
                    let comes = |with| {
                        let verdict = terms.judge(library, &Taken::default(), to, with, bounds);
                        verdict.is_ok()
                    };
                    if comes(With::Nothing) || comes(With::OneDial) {
                        given = true;
                        bits |= failed(library, &terms, slot, Refused::Unfit);
                    }
                    terms.barred = others.clone();
                }
            }
        }
        (given, bits)
    }

    /// For every two exercises of the small pack for knees, whatever its records say.
    #[test]
    fn what_is_said_of_a_substitute_is_what_choosing_does() {
        let mut sources = Sources::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs-knee");
        read_packs(&mut sources, &folder).unwrap();
        let library = check(&sources).library.unwrap();
        let records = records(&sources);
        let book = Book::new(&records);
        let find = |id: &ExerciseId| library.exercises.find(id.as_str()).unwrap();
        let (mut silent, mut spoken) = (0, 0);
        for from in book.all() {
            for to in book.all() {
                let (id, other) = (&from.record.value.id, &to.record.value.id);
                if id == other {
                    continue;
                }
                let (given, bits) = tried(&library, find(id), find(other));
                if given {
                    let ceiling = from.options.ceiling();
                    assert!(is_given(&to.options, ceiling), "{id} > {other}");
                }
                for axis in 0..records.axes.len() {
                    let found = bits >> axis & 1 == 1;
                    let said = by_limit(&from.options, &to.options, axis);
                    assert!(said || !found, "{id} > {other} on {axis}: it comes in");
                    if from.options.turned.is_empty() {
                        assert_eq!(said, found, "{id} > {other} on {axis}");
                    }
                    silent += usize::from(said);
                    spoken += usize::from(!said);
                }
            }
        }
        assert!(silent > 50 && spoken > 50, "{silent} {spoken}");
    }
}
