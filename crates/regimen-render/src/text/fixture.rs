//! Views for the tests of every format: a plan, a referral, a plan that does not fit.
//!
//! The words are made up and say nothing clinical; what counts is that every field holds something.

use crate::view::*;

/// A plan of two sessions of seven exercises, with a card for each, three phases and 36 days in the log.
pub(crate) fn plan() -> View {
    let sessions = ["A", "B"].map(session);
    let cards = (1..=14).map(card).collect();
    let plan = PlanView {
        programme: "Twelve weeks".into(),
        summary: "Two sessions in turn.".into(),
        caution: section("Read first", 1),
        notes: section("From the clinician", 1),
        glance: Glance {
            title: "At a glance".into(),
            avoid: section("Avoid", 2),
            train: section("Train", 2),
            rebuild: section("Rebuild", 1),
            back_to: section("Return to", 0),
            no_goal: "What I want to do again".into(),
        },
        week: WeekView {
            title: "Your week".into(),
            rows: vec![week("Odd weeks"), week("Even weeks")],
            easy: section("Easier weeks", 2),
        },
        phases: PhasesView {
            title: "The weeks ahead".into(),
            phases: (0..3).map(phase).collect(),
            afterwards: section("Afterwards", 2),
        },
        session_notes: texts("Session note", 2),
        sessions: sessions.into(),
        hurts: HurtsView {
            title: "When it hurts".into(),
            lead: "From 0 to 10.".into(),
            normal: section("What is normal", 2),
            lights: ["green", "amber", "red"].map(light).into(),
            progress: section("When to go on", 3),
            back_off: section("When to go back", 1),
            stop: section("When to end", 2),
            unsure: "In doubt, do less.".into(),
        },
        day_advice: section("In your day", 2),
        cards: CardsView {
            title: "How to do each".into(),
            cards,
            easier_title: "Easier ones".into(),
            easier: (15..=17).map(easier).collect(),
        },
        avoid: table("Left out", 3),
        rebuild: table("Build up", 2),
        back_to: vec![way_back()],
        back_to_title: "The way back".into(),
        log: LogView {
            title: "Your log".into(),
            lead: "Tick each day.".into(),
            sheets: (1..=3).map(log_sheet).collect(),
        },
        references: section("References", 2),
        copy: Some(CopyView {
            title: "Copy".into(),
            lead: "Copy lead.".into(),
            limits: vec![table("Limits", 3)],
            reasons: vec![table("Reasons A", 3), table("Reasons B", 3)],
        }),
    };
    View {
        plan: Some(plan),
        ..base(SheetKind::Plan)
    }
}

/// A referral with two reasons of one urgency and one of another.
pub(crate) fn refer() -> View {
    let reason = |urgency: &str, n: usize| ReferReason {
        urgency: urgency.into(),
        heading: format!("Heading {urgency}"),
        asked: format!("Question {n}"),
        action: format!("Action {n}"),
    };
    let refer = ReferView {
        lead: "Be seen first.".into(),
        reasons: vec![
            reason("emergency", 1),
            reason("emergency", 2),
            reason("urgent", 3),
        ],
        asked_label: "You said yes to".into(),
        do_label: "Do this".into(),
        no_plan: "No plan here.".into(),
        take: "Take this along.".into(),
    };
    View {
        refer: Some(refer),
        ..base(SheetKind::Refer)
    }
}

/// A plan that does not fit, for a named person, without a clinic.
pub(crate) fn unmet() -> View {
    let mut view = View {
        unmet: Some(UnmetView {
            lead: "No plan fits.".into(),
            reasons: texts("Reason", 2),
        }),
        clinic: None,
        ..base(SheetKind::Unmet)
    };
    view.header.name = Some("Alex".into());
    view.header.by = None;
    view
}

fn base(kind: SheetKind) -> View {
    View {
        kind,
        language: "en".into(),
        paper: "a4".into(),
        audience: "clinician".into(),
        detail: "full".into(),
        large_print: false,
        title: "Your sheet".into(),
        header: Header {
            for_label: "For".into(),
            name: None,
            by_label: "By".into(),
            by: Some("Sam".into()),
            date_label: "Date".into(),
        },
        clinic: Some(ClinicView {
            name: "Clinic".into(),
            lines: texts("Clinic line", 2),
            logo: Some(LogoView {
                format: "svg".into(),
                // An empty drawing.
                uri: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDkiLz4=".into(),
                alt: "Logo of it".into(),
            }),
        }),
        stop: StopBox {
            title: "Stop".into(),
            lead: "Get help if".into(),
            signs: texts("Sign", 3),
        },
        warnings: section("For the clinician", 2),
        plan: None,
        refer: None,
        unmet: None,
        colophon: Colophon {
            intended_use: "For one person.".into(),
            title: "Where it comes from".into(),
            lines: texts("Source", 2),
            short: "Short source".into(),
        },
        page: "Page {page} of {pages}".into(),
    }
}

fn texts(name: &str, count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("{name} {n}")).collect()
}

fn section(title: &str, count: usize) -> Section {
    Section {
        title: title.into(),
        lines: texts(&format!("{title} line"), count),
    }
}

fn table(title: &str, columns: usize) -> TableView {
    let row = |n: usize| texts(&format!("{title} row {n} cell"), columns);
    TableView {
        title: title.into(),
        lead: format!("{title} lead."),
        headings: texts(&format!("{title} heading"), columns),
        rows: vec![row(1), row(2)],
    }
}

fn week(label: &str) -> WeekRow {
    let day = |(n, day): (usize, &str)| DayView {
        day: day.into(),
        what: format!("{label} {n}"),
        training: n % 2 == 0,
    };
    WeekRow {
        label: label.into(),
        days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            .into_iter()
            .enumerate()
            .map(day)
            .collect(),
    }
}

fn phase(n: usize) -> PhaseView {
    PhaseView {
        weeks: format!("Weeks {n}"),
        name: format!("Phase {n}"),
        aim: format!("Aim {n}"),
        how: texts(&format!("How {n}"), 2),
        opens: section(&format!("Opens {n}"), n),
    }
}

fn session(short: &str) -> SessionView {
    let first = if short == "A" { 1 } else { 8 };
    let row = |n: u16| SessionRow {
        id: format!("exercise-{n}"),
        name: format!("Exercise {n}"),
        notes: texts(&format!("Note {n}"), usize::from(n % 3)),
        amount: format!("{n} × 8 to 10"),
        rest: format!("{n} s"),
    };
    SessionView {
        later: (short == "B").then(|| LaterView {
            title: "Later weeks".into(),
            opens: section("Opens later", 2),
            stays: texts("Stays", 1),
        }),
        short: short.into(),
        title: format!("Session {short}"),
        minutes: format!("About 30 minutes of {short}"),
        headings: texts(&format!("Heading {short}"), 3),
        rows: (first..first + 7).map(row).collect(),
        left_out: section(&format!("Left out of {short}"), usize::from(short == "B")),
    }
}

fn log_sheet(n: usize) -> LogSheet {
    let day = |day: usize| LogDay {
        week: format!("Week {n}{day}"),
        easy: if day == 4 { "easier" } else { "" }.into(),
        day: "Mon".into(),
    };
    let row = |row: u16| LogRow {
        name: format!("Exercise {row}"),
        amount: format!("Log amount {n} {row}"),
        boxes: row % 5 + 1,
    };
    LogSheet {
        round: n,
        title: format!("Log sheet {n}"),
        heading: format!("Log heading {n}"),
        days: (1..=6).map(day).collect(),
        rows: (1..=7).map(row).collect(),
        write: texts(&format!("Write {n}"), 3),
    }
}

fn way_back() -> WayBackView {
    WayBackView {
        title: "Goal".into(),
        before: section("Before the goal", 2),
        steps: (1..=3)
            .map(|n| StepView {
                name: format!("Step {n}"),
                amount: format!("Step amount {n}"),
                how: format!("Step how {n}"),
                climb: section(&format!("Step climb {n}"), 3 - n),
            })
            .collect(),
        on_the_way: section("On the way to the goal", 2),
    }
}

fn light(colour: &str) -> LightView {
    LightView {
        colour: colour.into(),
        title: format!("Light {colour}"),
        signs: texts(&format!("Sign {colour}"), 2),
        next_label: format!("After {colour}"),
        next: texts(&format!("Next {colour}"), 2),
    }
}

fn card(number: u16) -> Card {
    let optional = |title: &str| section(&format!("{title} {number}"), usize::from(number % 3));
    Card {
        id: format!("exercise-{number}"),
        number,
        name: format!("Exercise {number}"),
        sessions: format!("Session of {number}"),
        purpose: format!("Purpose {number}"),
        amounts: texts(&format!("Amount {number}"), usize::from(number % 2) + 1),
        rests: texts(&format!("Rest of {number}"), usize::from(number % 2)),
        need_label: format!("Need label {number}"),
        need: format!("Need {number}"),
        picture: Picture {
            stand_in: format!("Picture {number}"),
            ..Picture::default()
        },
        change: optional("Change"),
        why: section(&format!("Why {number}"), 1),
        watch: optional("Watch"),
        bad_day: section(&format!("Bad day {number}"), usize::from(number % 3)),
        link: (number == 2).then(link),
        steps: section(&format!("Steps {number}"), 4),
        cues: section(&format!("Cues {number}"), 2),
        faults: FaultsView {
            title: format!("Faults {number}"),
            rows: vec![FaultView {
                see: format!("See {number}"),
                mend: format!("Mend {number}"),
            }],
        },
    }
}

fn easier(number: u16) -> EasierCard {
    let card = card(number);
    EasierCard {
        id: card.id,
        number,
        name: card.name,
        amount: format!("Amount {number}"),
        rests: card.rests,
        purpose: card.purpose,
        need_label: card.need_label,
        need: card.need,
        picture: card.picture,
        watch: card.watch,
        steps: card.steps,
        link: (number == 16).then(link),
    }
}

fn link() -> LinkView {
    LinkView {
        label: "Link label".into(),
        url: "https://example.org/2?a=b&c=d".into(),
        qr: String::new(),
        alt: "Link alt".into(),
    }
}
