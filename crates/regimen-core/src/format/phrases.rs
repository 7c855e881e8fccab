//! `phrases.toml`: the wording that handouts and plans place around the records.
//!
//! The list of phrases is one table; the file's type, its schema, the linked form and the check for
//! blanks all come from it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use regimen_figure::Word;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::common::Text;
use super::programme::Day;
use crate::level::Level;

/// The phrases that one file gives, by key.
///
/// A map, and not a field each: what derives from so many fields takes the compiler minutes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhrasesFile(BTreeMap<String, Text>);

impl PhrasesFile {
    /// The phrases that this file gives, by key.
    pub fn given(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_ref()))
    }
}

impl JsonSchema for PhrasesFile {
    fn schema_name() -> Cow<'static, str> {
        "PhrasesFile".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let fixed = TABLE.iter().map(|(key, _, doc)| {
            let instead = INSTEAD.iter().find(|(one, _)| one == key);
            let optional = match instead {
                None => String::new(),
                Some((_, "")) => " Optional.".to_owned(),
                Some((_, other)) => format!(" Optional: `{other}` stands in for it."),
            };
            (*key, format!("{doc}{optional}"))
        });
        let pictures = Word::ALL.iter().map(|word| {
            let example = word.example();
            let doc = format!(
                "In what a picture shows, for who cannot see it; in English: `{example}`. Optional."
            );
            (word.key(), doc)
        });
        let properties: serde_json::Map<String, serde_json::Value> = fixed
            .chain(pictures)
            .map(|(key, doc)| {
                let mut text = Text::json_schema(generator);
                text.insert("description".to_owned(), doc.into());
                (key.to_owned(), text.to_value())
            })
            .collect();
        json_schema!({
            "title": "Phrases",
            "description": "The wording that handouts and plans place around the records. Words in braces are blanks that are filled in.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false
        })
    }
}

macro_rules! phrases {
    ($($key:ident [$($blank:literal),*] $(or $other:literal)? $doc:literal;)*) => {
        /// Every phrase's key, blanks and description.
        const TABLE: &[(&str, &[&str], &str)] = &[$((stringify!($key), &[$($blank),*], $doc)),*];

        /// Every phrase, complete.
        #[derive(Debug, Clone, Serialize)]
        pub struct Phrases {
            $(
                #[doc = $doc]
                pub $key: String,
            )*
            /// The words of pictures' alternative texts, as far as packs give them.
            pub pictures: BTreeMap<&'static str, String>,
        }

        /// Every phrase's key and the blanks that it may hold, in order.
        pub const ALL: &[(&str, &[&str])] = &[$((stringify!($key), &[$($blank),*])),*];

        /// Phrases that packs may leave out, and the key of the one that then stands in; empty where nothing is said.
        const INSTEAD: &[(&str, &str)] = &[$($((stringify!($key), $other),)?)*];

        impl Phrases {
            /// All phrases from the files that give them, the first that gives a phrase counting; or the
            /// keys that none gives. An optional phrase that none gives has the words of another one, or none.
            ///
            /// # Errors
            ///
            /// The keys of the phrases that are missing.
            pub fn gather(files: &[&PhrasesFile]) -> Result<Phrases, Vec<&'static str>> {
                // Of two files the first counts, also where it gives only what stands in: its words go together.
                let instead = |key: &str| INSTEAD.iter().find(|(one, _)| *one == key);
                let given = |key: &str| {
                    let other = instead(key).map_or(key, |(_, other)| other);
                    files.iter().find_map(|file| file.0.get(key).or_else(|| file.0.get(other)))
                };
                let missing: Vec<&'static str> = ALL
                    .iter()
                    .map(|(key, _)| *key)
                    .filter(|key| given(key).is_none() && instead(key).is_none())
                    .collect();
                if !missing.is_empty() {
                    return Err(missing);
                }
                let text = |key: &str| given(key).map(|text| text.0.clone()).unwrap_or_default();
                let pictures = Word::ALL
                    .iter()
                    .map(|word| (word.key(), text(word.key())))
                    .filter(|(_, text)| !text.is_empty())
                    .collect();
                Ok(Phrases { $($key: text(stringify!($key)),)* pictures })
            }
        }
    };
}

phrases! {
    // Why something is in a plan, or not.
    why_fits [] "Why an exercise is in as it stands.";
    why_dial ["exercise", "axis", "because"] "Why an exercise is turned down by one dial.";
    why_dial_less ["exercise", "axis"] "Why what stands in is turned down: so that it asks no more than what it replaces.";
    why_dial_volume ["exercise", "axis"] "Why an exercise is turned down: its volume asks too much.";
    why_dial_budget ["exercise", "axis"] "Why an exercise is turned down: with the rest of the session it asks too much.";
    why_instead_budget ["exercise", "axis"] "Why another exercise comes instead: with the rest of the session it asks too much.";
    why_instead_excluded ["exercise"] "Why another exercise comes instead: it is never to be given to this person.";
    why_instead_closed ["exercise"] "Why another exercise comes instead: it is not on the phase's own list.";
    why_pinned [] "Why an exercise is in: the clinician asked for it.";
    why_own [] "Why an exercise is in: the person trains it now.";
    why_new_load [] "How to find the load of an exercise that stands in for the person's own.";
    why_capped ["finding"] "Why the amount is capped.";
    why_fewer_sets ["finding"] "Why there are fewer sets: the pain is stirred up easily.";
    why_shorter [] "Why there are fewer sets: the session has to be short.";
    why_instead ["exercise", "axis", "because"] "Why another exercise comes instead: a limit.";
    why_instead_never ["exercise", "reason"] "Why another exercise comes instead: a never rule.";
    why_instead_stage ["exercise", "stage"] "Why another exercise comes instead: it is left out before a stage.";
    why_instead_watch ["exercise"] "Why another exercise comes instead: one to be watched is in the session already.";
    why_instead_taken ["exercise"] "Why another exercise comes instead: it is in the session already, in another form.";
    why_instead_equipment ["exercise", "equipment"] "Why another exercise comes instead: missing equipment.";
    why_nearest ["pattern"] "Why this one was found: the nearest of the same pattern.";
    why_watch ["watch"] "What to look out for, as a reason to watch.";
    left_no_option ["exercise", "reason"] "Why a slot is left empty: nothing fits.";
    left_smaller ["exercise"] "Why a slot is left empty: the session is kept small.";
    left_time ["exercise"] "Why a slot is left empty: the session has to be short.";
    left_budget ["exercise", "axis"] "Why a slot is left empty: with the rest of the session it asks too much.";
    avoid_excluded [] "Why an exercise is avoided: it is never to be given to this person.";
    avoid_closed [] "Why an exercise is avoided: it is not on the phase's own list.";
    not_limit ["axis"] "In a few words: it asks too much.";
    not_equipment [] "In a few words: equipment is missing.";
    not_stage ["stage"] "In a few words: it comes at a later stage.";
    not_watch [] "In a few words: one to be watched is in the session already.";
    not_taken [] "In a few words: it is in the session already.";
    by_clinician [] "What sets a limit: the clinician's own.";
    level_none [] "A level: none."; level_low [] "A level: low."; level_moderate [] "A level: moderate."; level_high [] "A level: high.";
    avoid_limit ["axis", "because"] "Why an exercise is avoided for now: a limit.";
    avoid_never ["reason"] "Why an exercise is avoided for now: a never rule.";
    avoid_stage ["reason"] "Why an exercise is avoided for now: it is left out before a stage.";
    none_instead [] "Said where nothing comes instead of an exercise to avoid.";
    programme_named ["programme"] "Why this programme: the presentation names it.";
    programme_first ["programme"] "Why this programme: it is the first that fits.";
    programme_after ["programme", "others"] "Why this programme: others were tried and do not fit.";
    unmet_finding ["programme", "finding"] "Why no plan: the programme is not given with a finding.";
    unmet_needs_finding ["programme", "findings"] "Why no plan: the programme is only for certain findings.";
    unmet_irritable ["programme", "irritability"] "Why no plan: the pain is stirred up too easily for the programme.";
    unmet_week ["programme", "week", "last"] "Why no plan: the programme ends before the week.";
    unmet_no_phase ["programme", "stage"] "Why no plan: no phase of the programme is for the stage.";
    unmet_items ["programme", "session", "count", "min"] "Why no plan: too few exercises are left in a session.";
    unmet_part ["programme", "session", "part"] "Why no plan: a session would lose a part of the body.";
    unmet_no_programme [] "Why no plan: no programme is for this presentation.";
    warn_never ["exercise", "rule"] "A warning: a never rule stopped what the limits let through.";
    warn_many ["count", "warn"] "A warning: very many things bring on the pain.";
    warn_rest ["first", "second", "days"] "A warning: two training days stand too close.";
    warn_pin ["exercise", "reason"] "A warning: an exercise that was asked for cannot be given.";
    warn_loosened ["axis", "from", "to"] "A warning: the clinician's own limit is looser than the findings'.";
    warn_firm ["axis", "asked", "held"] "A warning: the clinician's own limit would loosen what nothing may.";
    warn_long ["session", "minutes", "asked"] "A warning: a session takes longer than asked for.";
    warn_own_training ["programme"] "A warning: the programme does not adapt what the person trains now.";
    warn_own_kit ["exercises"] "A warning: what the person trains now needs equipment that is not at hand.";
    warn_goal_waits ["goal"] "A warning: no rung of the ladder to a goal is open yet.";
    warn_goal ["goal"] "A warning: no ladder leads to a goal.";
    warn_deprecated ["old", "reason"] "A warning: something named is kept only for who still names it, and nothing takes its place.";
    warn_replaced ["old", "new", "reason"] "A warning: something named is kept only for who still names it, and something else is planned in its place.";
    warn_both ["old", "new", "reason"] "A warning: something ticked is kept only for who still names it, and something else counts as ticked with it.";
    rebuild_stage ["stage"] "What else must hold before the next rung, where it is limited for now.";
    // The handout.
    title [] "The handout's title.";
    for_name [] "Before the person's name.";
    chosen_by [] "Before the clinician's name.";
    seen_by [] or "chosen_by" "Before the clinician's name, on a sheet without a plan.";
    date_label [] "Before the date.";
    stop_title [] "The title of the box on when to stop and get help.";
    stop_lead [] "The first line of that box.";
    glance_title [] "The title of the plan at a glance.";
    glance_avoid [] "At a glance: what to leave out for now.";
    glance_train [] "At a glance: what to train now.";
    glance_rebuild [] "At a glance: what to rebuild next.";
    glance_return [] "At a glance: what to return to.";
    glance_none [] "At a glance: nothing here.";
    glance_no_goal [] "At a glance: no goal was named, with a line to write on.";
    glance_more ["count"] "At a glance: how many more there are in the full list.";
    week_title [] "The title of the week.";
    week_odd [] "The weeks in which the first pattern of days holds, where two alternate.";
    week_even [] "The weeks in which the second pattern of days holds.";
    week_every [] "Where every week is the same.";
    rest_day [] "A day without a session.";
    day_mon [] "Monday, short."; day_tue [] "Tuesday, short."; day_wed [] "Wednesday, short."; day_thu [] "Thursday, short.";
    day_fri [] "Friday, short."; day_sat [] "Saturday, short."; day_sun [] "Sunday, short.";
    phases_title [] "The title of the phases.";
    phase_weeks ["from", "to"] "The weeks of a phase.";
    phase_week ["week"] "The one week of a phase.";
    phase_opens [] "Before what must hold for a phase to start.";
    afterwards_title [] "The title of what comes after the last week.";
    session_title ["name"] "A session's title.";
    about_minutes ["from", "to"] "How long a session takes.";
    warm_up [] "The mark of a warm-up.";
    col_exercise [] "A table's heading: exercise.";
    col_amount [] "A table's heading: how much.";
    col_rest [] "A table's heading: rest between sets.";
    amount_sets ["sets", "what"] "Sets of something, as in `3 × 8 to 10`.";
    range ["from", "to"] "A range of numbers.";
    reps ["count"] "Repetitions.";
    hold ["seconds"] "A hold in each repetition.";
    seconds ["seconds"] "Seconds as the amount.";
    metres ["metres"] "Metres.";
    feet ["feet"] "Feet, for who counts in pounds.";
    minutes ["minutes"] "Minutes.";
    each_side [] "Done on each side.";
    rest_none [] "No rest.";
    rest_seconds ["seconds"] "A rest in seconds.";
    rest_minutes ["minutes"] "A rest in whole minutes.";
    rest_minutes_seconds ["minutes", "seconds"] "A rest in minutes and seconds.";
    instead_of ["exercise"] "What an exercise stands in for.";
    left_out_title [] "The title of what a session leaves out.";
    hurts_title [] "The title of what to do when it hurts.";
    hurts_lead ["scale"] "How to score pain.";
    normal_title [] "The title of what is normal.";
    light_pain ["from", "to"] "A light's pain range.";
    light_pain_up ["from"] "A light's pain range up to the top of the scale.";
    light_rise ["rise"] "A light's rise over the usual.";
    light_rise_up ["rise"] "A light's rise of this much or more.";
    light_settles ["hours"] "A light: settled within some hours.";
    light_lingers ["hours"] "A light: still there after some hours.";
    light_next [] "Before what to do at a light.";
    stop_exercise_title [] "The title of when to stop an exercise.";
    progress_title [] "The title of when to make it harder.";
    back_off_title [] "The title of when to ease off.";
    cards_title [] "The title of the cards.";
    card_need [] "Before the equipment on a card.";
    card_weights [] or "weights_note" "What a weight counts, on a card that gives one: it may be cut out, away from the note over the sessions.";
    card_nothing [] "No equipment needed.";
    card_steps [] "The title of the steps on a card.";
    card_cues [] "The title of the cues on a card.";
    card_faults [] "The title of the common faults on a card.";
    card_watch [] "The title of what to watch on a card.";
    card_change [] "The title of the one change on a card.";
    card_why [] "The title of the reason on a card.";
    card_picture ["exercise"] "The space for a picture on a card.";
    picture_alt ["exercise"] "What an exercise's picture is, said to who cannot see it, where packs lack words for what it shows.";
    card_rest ["rest"] "The rest between sets on a card.";
    card_bad_day [] "The title of what to do with an exercise on a bad day.";
    bad_day_less ["amount"] "On a bad day: less of the same.";
    bad_day_then ["exercise", "amount"] "On a bad day, after one change: what is easier.";
    bad_day_instead ["exercise", "amount"] "On a bad day: what is easier.";
    bad_day_light [] "On a bad day: what is easier has a weight of its own.";
    bad_day_leave [] "On a bad day: nothing easier fits.";
    easier_title [] "The title of the cards of what is easier.";
    card_link [] "Before the address of a page that shows an exercise.";
    card_link_alt ["exercise"] "What the QR code to that page is, said to who cannot see it.";
    logo_alt ["clinic"] "What the clinic's logo is, said to who cannot see it.";
    card_in ["sessions"] "In which sessions an exercise is.";
    card_in_several ["sessions"] or "card_in" "The same, where they are more than one.";
    avoid_title [] "The title of the list of what to leave out for now.";
    avoid_lead [] "The first line of that list.";
    avoid_because [] "A table's heading: why.";
    avoid_use [] "A table's heading: what to do instead.";
    rebuild_title [] "The title of what to rebuild next.";
    rebuild_now [] "A table's heading: the rung now.";
    rebuild_next [] "A table's heading: the next rung.";
    rebuild_when [] "A table's heading: when to climb.";
    return_title [] "The title of the way back to a goal.";
    return_before ["goal"] "Before what must hold before the first step back to a goal.";
    return_on_the_way ["goal"] "Before what to do on the way back to a goal.";
    return_steps ["goal"] "Before the steps back to a goal.";
    day_advice_title [] "The title of the advice for the day.";
    bout ["axis", "minutes"] "The longest time at one go.";
    or_join [] "The word between alternatives.";
    log_title [] "The title of the log.";
    log_lead [] "How to use the log.";
    log_pain [] "A table's heading: pain after.";
    log_next_day [] "A table's heading: pain next day.";
    log_note [] "A table's heading: note.";
    // The clinician's copy.
    copy_title [] "The title of what only the clinician's copy has.";
    copy_lead [] "The first line of it.";
    copy_limits [] "The title of the limits, where they hold in all weeks.";
    copy_limits_weeks ["weeks"] "The title of the limits in some weeks.";
    copy_axis [] "A table's heading: the axis.";
    copy_most [] "A table's heading: the highest level.";
    copy_because [] "A table's heading: what sets it.";
    copy_no_limits [] "Where nothing is limited.";
    copy_reasons ["session"] "The title of the reasons for a session's exercises.";
    copy_why [] "A table's heading: why.";
    copy_from [] "A table's heading: the record and the sources.";
    references_title [] "The title of the references.";
    reference_unverified [] "The mark of a citation that nobody has checked in an index.";
    provenance_title [] "The title of where the handout came from.";
    provenance_line ["regimen", "packs", "presentation"] "Where the handout came from.";
    provenance_unreviewed ["packs"] "Said when no clinician's review is on record for a pack.";
    intended_use [] "What the handout is for, and who chose it.";
    page ["page", "pages"] "The page number.";
    // The referral sheet and the sheet without a plan.
    refer_title [] "The title of the referral sheet.";
    refer_lead [] "Its first line.";
    refer_emergency [] "The heading of an emergency.";
    refer_urgent [] "The heading of something urgent.";
    refer_clearance [] "The heading of something that needs clearance.";
    refer_asked [] "Before the question that was answered yes.";
    refer_do [] "Before what to do.";
    refer_no_plan [] "Why there is no plan on this sheet.";
    refer_take [] "What to take along.";
    unmet_title [] "The title of the sheet without a plan.";
    unmet_lead [] "Its first line.";
    warnings_title [] "The title of the warnings for the clinician.";
    // Phases, loads and the way back.
    session_weeks ["name", "weeks"] "A session's title where it holds for some of the weeks only.";
    in_weeks ["weeks"] "Some weeks, within a sentence or in brackets.";
    in_week ["week"] "One week, within a sentence or in brackets.";
    from_week ["week"] or "" "A week and all after it, in the title of a later phase whose sessions go on into the next.";
    weeks_turn ["first", "second", "last"] "Every other week of a phase.";
    later_title ["phase", "weeks"] "The title over the sessions of a later phase.";
    comes_later ["sessions", "weeks"] or "card_in_weeks" "In which session an exercise is that is left out for now.";
    comes_later_several ["sessions", "weeks"] or "card_in_weeks" "The same, where they are more than one.";
    session_stays ["session"] "Said where a later phase keeps a session as it is.";
    card_in_weeks ["sessions", "weeks"] "In which sessions an exercise is, where it is in some of the weeks only.";
    card_in_several_weeks ["sessions", "weeks"] or "card_in_weeks" "The same, where they are more than one.";
    amount_at ["what", "load"] "An amount with a weight.";
    amount_with ["what", "load"] "An amount with any other load.";
    decimal_mark [] "Between the whole part of a number and the rest, as in `12.5`: a point or a comma.";
    weight_kg ["weight"] "A weight in kilograms.";
    weight_lb ["weight"] "A weight in pounds.";
    load_bodyweight [] "A load: the body alone.";
    load_band ["band"] "A load: a band.";
    load_reserve ["reps"] "A load: how many more could be done at the end of a set.";
    load_effort ["effort"] "A load: how hard it feels at the end of a set, from 0 to 10.";
    load_instead ["now", "before"] "What to do differently where the weight before and after are both known.";
    amounts_note [] or "" "How to read an amount.";
    weights_note [] "What a weight counts. Said before the sessions where one gives a weight.";
    changes_note [] or "" "How long the changes hold that a sheet names for now.";
    caution_title [] "The title of what everyone with a programme must read first.";
    notes_title [] "Before the clinician's own words to the person.";
    side_left [] "The left side."; side_right [] "The right side.";
    side_start ["side"] "Which side starts, where the other one hurts.";
    easy_title [] "The title of the weeks that are easier.";
    easy_mark [] "The mark of an easier week in the log.";
    return_climb [] "Before what must hold before the step after this one.";
    // After check-ins.
    next_title [] "The title of the next steps.";
    next_refer [] "Instead of next steps: a red flag was answered yes.";
    next_progress [] "What to do next, in short: make it harder.";
    next_hold [] "What to do next, in short: the same.";
    next_ease [] "What to do next, in short: one dial.";
    next_undo [] "What to do next, in short: take back the last change.";
    next_substitute [] "What to do next, in short: another exercise.";
    next_end [] "What to do next, in short: it was ended for that day.";
    next_stage [] "What to do next, in short: one stage back.";
    next_clinician [] "What to do next, in short: leave it out and be seen.";
    next_why ["light", "signs"] "Why: the light, and what of it holds.";
    next_why_times ["count"] "Why: how often it has come.";
    next_why_missing ["what"] "Why nothing is made harder: something is not answered.";
    next_why_not_logged [] "Why nothing is made harder: nothing was logged.";
    next_why_no_light [] "Why nothing is changed: no light fits the answers.";
    next_why_phase ["phase"] "Why nothing is made harder: the phase does not.";
    next_why_not_easy [] "Why nothing is made harder: it did not feel easy.";
    next_why_sets [] "Why nothing is made harder: not all of the sets were done.";
    next_why_top [] "Why nothing is made harder: it is at the top of what the plan gives.";
    next_worse ["hours"] "A light: worse than before training, some hours later.";
    next_hurts_again ["count"] "A light: what went well before has gone badly since.";
    next_do_hold [] "What to do: the same.";
    next_do_weight [] "What to do: more weight.";
    next_do_weight_back ["amount"] "What to do: more weight, and back to the lower number.";
    next_do_more ["amount"] "What to do: more in each set.";
    next_do_undo [] "What to do: take back the last change.";
    next_do_undo_what ["what"] "What to do: take back the last change, which is named.";
    next_do_keep [] "What to do with a change that is in place: keep it.";
    next_do_instead ["exercise"] "What to do: another exercise.";
    next_do_none [] "What to do: nothing easier fits.";
    next_do_clinician [] "What to do: be seen.";
    next_do_end [] "What to do: it was ended for that day.";
    next_do_stage ["finding"] "What to do: one stage back for some findings.";
    next_do_stage_all [] "What to do: one stage back for the plan.";
    next_do_stage_first [] "What to do: there is no stage before this one.";
    next_do_days ["days"] "For how many days.";
    next_climb ["exercise"] "The next rung, if the clinician agrees.";
    next_climb_when [] "Before what must hold for the next rung.";
    next_missing_baseline [] "Not answered: the score before training.";
    next_missing_during [] "Not answered: the score during the exercise.";
    next_missing_evening [] "Not answered: the score that evening.";
    next_missing_morning [] "Not answered: the score the next morning.";
    next_missing_two_days [] "Not answered: the score two days after.";
    next_missing_three_days [] "Not answered: the score three days after.";
    next_missing_felt [] "Not answered: how it felt.";
    next_missing_amount [] "Not answered: how much was done.";
    next_missing_load [] "Not answered: the load.";
}

/// The blanks that a phrase may hold.
pub fn allowed(key: &str) -> &'static [&'static str] {
    let fixed = ALL.iter().find(|(name, _)| *name == key);
    let picture = || Word::ALL.iter().find(|word| word.key() == key);
    match fixed {
        Some((_, blanks)) => blanks,
        None => picture().map_or(&[], |word| word.blanks()),
    }
}

impl Phrases {
    /// What a picture shows, for who cannot see it. None where packs lack a word of it.
    pub fn picture(&self, solved: &regimen_figure::Solved) -> Option<String> {
        let words = |word: Word| self.pictures.get(word.key()).map(String::as_str);
        solved.describe().text(words)
    }

    /// A level's name.
    pub fn level(&self, level: Level) -> &str {
        match level {
            Level::None => &self.level_none,
            Level::Low => &self.level_low,
            Level::Moderate => &self.level_moderate,
            Level::High => &self.level_high,
        }
    }

    /// A day's short name.
    pub fn day(&self, day: Day) -> &str {
        match day {
            Day::Mon => &self.day_mon,
            Day::Tue => &self.day_tue,
            Day::Wed => &self.day_wed,
            Day::Thu => &self.day_thu,
            Day::Fri => &self.day_fri,
            Day::Sat => &self.day_sat,
            Day::Sun => &self.day_sun,
        }
    }
}

/// The blanks in a phrase, in order: the words in braces.
pub fn blanks(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(blank, _)| blank))
        .collect()
}

/// A phrase with its blanks filled in. What is filled in is never looked at again, so that a brace in a
/// name stays a brace.
pub fn fill(text: &str, blanks: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((blank, after)) => {
                match blanks.iter().find(|(name, _)| *name == blank) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(blank);
                        out.push('}');
                    }
                }
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_phrase_stands_in_for_one_that_is_optional() {
        let all_but = |left_out: &str| {
            let keys = ALL.iter().filter(|(key, _)| *key != left_out);
            PhrasesFile(
                keys.map(|(key, _)| ((*key).to_owned(), Text(format!("the words of {key}"))))
                    .collect(),
            )
        };
        let phrases = Phrases::gather(&[&all_but("seen_by")]).map(|phrases| phrases.seen_by);
        assert_eq!(phrases.as_deref(), Ok("the words of chosen_by"));
        let missing = Phrases::gather(&[&all_but("chosen_by")]).map(|phrases| phrases.seen_by);
        assert_eq!(missing, Err(vec!["chosen_by"]));
        // A pack's own words stand in before the phrase itself from a later pack.
        let own = [("chosen_by".to_owned(), Text("own".to_owned()))];
        let files = [&PhrasesFile(own.into()), &all_but("none")];
        let phrases = Phrases::gather(&files).map(|phrases| phrases.seen_by);
        assert_eq!(phrases.as_deref(), Ok("own"));
    }

    #[test]
    fn what_stands_in_has_the_same_blanks_and_is_required() {
        for (key, other) in INSTEAD.iter().filter(|(_, other)| !other.is_empty()) {
            assert!(ALL.iter().any(|(one, _)| one == other), "{key}");
            assert_eq!(allowed(key), allowed(other), "{key}");
            assert!(!INSTEAD.iter().any(|(one, _)| one == other), "{key}");
        }
    }

    #[test]
    fn blanks_are_filled_once() {
        assert_eq!(
            fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]),
            "{b} and x"
        );
        assert_eq!(fill("{c} {", &[]), "{c} {");
        assert_eq!(blanks("{from} to {to}"), ["from", "to"]);
        assert!(blanks("}{").is_empty());
    }
}
