//! Every mutant of the shipped packs: one level one lower, or one limit gone.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, value};

use crate::packs::shipped;

/// One mutant: what is changed, and its file as it then is.
pub(crate) struct Mutant {
    /// The file within its pack, and the place within the file.
    pub(crate) name: String,
    pub(crate) pack: String,
    pub(crate) file: String,
    pub(crate) text: String,
}

/// All of them, in the order of the packs, their files, and the places within.
pub(crate) fn all() -> Vec<Mutant> {
    let mut all = Vec::new();
    for pack in shipped() {
        for (file, text) in &pack.files {
            let mut edits = Edits {
                whole: parse(text),
                found: Vec::new(),
            };
            let folder = file.split_once('/').map_or(file.as_str(), |(one, _)| one);
            match folder {
                "exercises" => edits.exercise(),
                "findings" => edits.finding(),
                "stages.toml" => edits.stages(),
                "programmes" => edits.programme(),
                "ladders" => edits.ladder(),
                _ => {}
            }
            all.extend(edits.found.into_iter().map(|(place, text)| Mutant {
                name: format!("{}/{file} {place}", pack.name),
                pack: pack.name.clone(),
                file: file.clone(),
                text,
            }));
        }
    }
    all
}

const LEVELS: [&str; 4] = ["none", "low", "moderate", "high"];

fn parse(text: &str) -> DocumentMut {
    text.parse().expect("a shipped file is TOML")
}

/// The level one below, or nothing below none.
fn below(level: &str) -> Option<&'static str> {
    let at = LEVELS.iter().position(|one| *one == level);
    at.expect("a level").checked_sub(1).map(|at| LEVELS[at])
}

fn word(item: &Item) -> &str {
    item.as_str().expect("a word")
}

fn id(table: &Table) -> String {
    word(&table["id"]).to_owned()
}

fn list<'d>(table: &'d Table, key: &str) -> Vec<&'d Table> {
    let all = table.get(key).and_then(Item::as_array_of_tables);
    all.into_iter().flatten().collect()
}

fn list_mut<'d>(table: &'d mut Table, key: &str) -> &'d mut ArrayOfTables {
    let all = table.get_mut(key).and_then(Item::as_array_of_tables_mut);
    all.expect("a list of tables")
}

fn keys(item: Option<&Item>) -> Vec<(String, Item)> {
    let table = item.and_then(Item::as_table_like);
    let all = table.into_iter().flat_map(TableLike::iter);
    all.map(|(key, item)| (key.to_owned(), item.clone()))
        .collect()
}

/// The changes to one file.
struct Edits {
    whole: DocumentMut,
    found: Vec<(String, String)>,
}

impl Edits {
    fn with(&mut self, place: impl Into<String>, change: impl FnOnce(&mut Table)) {
        let mut document = self.whole.clone();
        change(document.as_table_mut());
        self.found.push((place.into(), document.to_string()));
    }

    /// The same for one of a list of tables.
    fn within(&mut self, place: String, key: &str, at: usize, change: impl FnOnce(&mut Table)) {
        self.with(place, |file| {
            change(list_mut(file, key).get_mut(at).expect("one of the list"));
        });
    }

    fn tables(&self, key: &str) -> Vec<Table> {
        list(&self.whole, key).into_iter().cloned().collect()
    }

    fn exercise(&mut self) {
        for (axis, demand) in keys(self.whole.get("demands")) {
            let reasoned = demand.as_table_like().and_then(|one| one.get("level"));
            let Some(lower) = below(word(reasoned.unwrap_or(&demand))) else {
                continue;
            };
            let reasoned = reasoned.is_some();
            self.with(format!("demands.{axis}"), |file| {
                if reasoned {
                    file["demands"][&axis]["level"] = value(lower);
                } else {
                    file["demands"][&axis] = value(lower);
                }
            });
        }
        for (key, levels, name) in [
            ("ways", "demands", None),
            ("dials", "sets_demand", Some("id")),
        ] {
            for (at, table) in self.tables(key).into_iter().enumerate() {
                let name = name.map_or(at.to_string(), |_| id(&table));
                self.lower(&format!("{key}.{name}"), key, at, levels, &table);
            }
        }
        if self.whole.contains_key("from_stage") {
            self.with("from_stage", |file| {
                file.remove("from_stage");
                file.remove("avoid_because");
            });
        }
    }

    /// Each level of one of a list of tables, one lower.
    fn lower(&mut self, place: &str, key: &str, at: usize, levels: &str, table: &Table) {
        for (axis, level) in keys(table.get(levels)) {
            if let Some(lower) = below(word(&level)) {
                self.within(format!("{place}.{axis}"), key, at, |one| {
                    one[levels][&axis] = value(lower);
                });
            }
        }
    }

    fn finding(&mut self) {
        for (at, limit) in self.tables("limits").into_iter().enumerate() {
            let axis = word(&limit["axis"]).to_owned();
            let place = format!("limits.{axis}");
            self.with(place.clone(), |file| {
                list_mut(file, "limits").remove(at);
            });
            for (stage, level) in keys(limit.get("levels")) {
                if word(&level) != "high" {
                    self.within(format!("{place}.{stage}"), "limits", at, |one| {
                        one["levels"][&stage] = value("high");
                    });
                }
            }
            for (stage, _) in keys(limit.get("bout_min")) {
                self.within(format!("{place}.bout_min.{stage}"), "limits", at, |one| {
                    let bouts = one["bout_min"].as_table_like_mut().expect("a table");
                    bouts.remove(&stage);
                });
            }
        }
        for (stage, caps) in keys(self.whole.get("caps")) {
            for (amount, _) in keys(Some(&caps)) {
                self.with(format!("caps.{stage}.{amount}"), |file| {
                    let caps = file["caps"][&stage].as_table_like_mut().expect("a table");
                    caps.remove(&amount);
                });
            }
        }
        if self.whole.contains_key("must") {
            self.with("must", |file| {
                file.remove("must");
            });
        }
    }

    fn stages(&mut self) {
        for (at, stage) in self.tables("stage").into_iter().enumerate() {
            let id = id(&stage);
            for (axis, _) in keys(stage.get("caps")) {
                self.within(format!("stage.{id}.caps.{axis}"), "stage", at, |one| {
                    let caps = one["caps"].as_table_like_mut().expect("a table");
                    caps.remove(&axis);
                });
            }
            self.without(&format!("stage.{id}"), "stage", at, &stage, &["budget"]);
        }
        for (at, one) in self.tables("irritability").into_iter().enumerate() {
            let place = format!("irritability.{}", id(&one));
            let lowers = one.get("shift").and_then(Item::as_integer);
            let gone: &[&str] = if lowers.is_some_and(|shift| shift < 0) {
                &["shift", "one_set_less_in"]
            } else {
                &["not_above", "not_in"]
            };
            self.without(&place, "irritability", at, &one, gone);
        }
    }

    /// One of a list of tables without each of these keys in turn.
    fn without(&mut self, place: &str, list: &str, at: usize, table: &Table, gone: &[&str]) {
        for key in gone.iter().filter(|key| table.contains_key(key)) {
            self.within(format!("{place}.{key}"), list, at, |one| {
                one.remove(key);
            });
        }
    }

    fn programme(&mut self) {
        for (at, phase) in self.tables("phases").into_iter().enumerate() {
            let place = format!("phases.{}", id(&phase));
            let limits = phase.get("limits").and_then(Item::as_table_like);
            for (axis, level) in keys(limits.and_then(|limits| limits.get("levels"))) {
                if word(&level) != "high" {
                    self.within(format!("{place}.limits.{axis}"), "phases", at, |one| {
                        one["limits"]["levels"][&axis] = value("high");
                    });
                }
            }
            self.without(&place, "phases", at, &phase, &["budget", "loads", "closed"]);
        }
        if self.whole.contains_key("closed") {
            self.with("closed", |file| {
                file.remove("closed");
            });
        }
    }

    fn ladder(&mut self) {
        for (at, rung) in self.tables("rungs").into_iter().enumerate() {
            let Some(form) = rung.get("form").and_then(Item::as_table_like) else {
                continue;
            };
            let name = word(form.get("id").expect("a form's id")).to_owned();
            for (axis, level) in keys(form.get("demands")) {
                if let Some(lower) = below(word(&level)) {
                    self.within(format!("rungs.{name}.{axis}"), "rungs", at, |one| {
                        one["form"]["demands"][&axis] = value(lower);
                    });
                }
            }
        }
    }
}
