//! A parsed document as text.

use std::collections::BTreeMap;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, Table, Value};

use super::WIDTH;
use super::comments::{Line, between, end_of_line, head, lines, raw, tail};
use super::order::Order;

/// How far what is in brackets stands in.
const STEP: usize = 2;

/// The whole document.
pub(super) fn document(document: &DocumentMut, order: &Order) -> String {
    let root = document.as_table();
    let mut tables = Vec::new();
    collect(root, &mut tables);
    tables.sort_by_key(|(position, _)| *position);

    let mut printer = Printer::default();
    let keys = root.get_values();
    let first = match (keys.first(), tables.first()) {
        (Some((path, _)), _) => path.last().map_or("", |key| raw(key.leaf_decor().prefix())),
        (None, Some((_, table))) => raw(table.decor().prefix()),
        (None, None) => "",
    };
    let first = lines(first);
    let (head, rest) = head(&first);
    printer.lines(head);
    printer.head_is_close = head.len() > 1 && head.last() != Some(&Line::Blank);
    let at = match tables.first() {
        Some((position, _)) if keys.is_empty() => *position,
        _ => ROOT,
    };
    printer.first = Some((at, rest.to_vec()));

    // A comment right below a table's last key, with a blank line after it, stays with that table wherever it goes.
    let mut before = ROOT;
    for (position, table) in &tables {
        let all = lines(raw(table.decor().prefix()));
        if !(keys.is_empty() && before == ROOT) {
            printer.tails.insert(before, tail(&all).0.to_vec());
        }
        before = *position;
    }
    let trailing = lines(raw(Some(document.trailing())));
    if keys.is_empty() && tables.is_empty() {
        printer.lines(&trailing);
        return printer.end();
    }
    let (below, after) = tail_of_all(&trailing);
    printer.tails.insert(before, below.to_vec());

    printer.body(root, ROOT, order);
    printer.below(root, &mut Vec::new(), order);
    if !after.is_empty() {
        printer.blank();
        printer.lines(after);
    }
    printer.end()
}

/// What stands for the position of the table that has no header.
const ROOT: isize = -1;

/// At the end of the file, what stands right below the last key needs no blank line after it.
fn tail_of_all<'l, 'a>(lines: &'l [Line<'a>]) -> (&'l [Line<'a>], &'l [Line<'a>]) {
    if lines.contains(&Line::Blank) {
        tail(lines)
    } else {
        (lines, &[])
    }
}

/// Every table with a header, and where it stood.
fn collect<'t>(table: &'t Table, tables: &mut Vec<(isize, &'t Table)>) {
    let mut add = |inner: &'t Table| {
        if let Some(position) = inner.position().filter(|_| has_header(inner)) {
            tables.push((position, inner));
        }
        collect(inner, tables);
    };
    for (_, item) in table.iter() {
        match item {
            Item::Table(inner) => add(inner),
            Item::ArrayOfTables(all) => all.iter().for_each(&mut add),
            Item::Value(_) | Item::None => {}
        }
    }
}

fn has_header(table: &Table) -> bool {
    !table.is_dotted() && !table.is_implicit()
}

#[derive(Default)]
struct Printer<'a> {
    out: String,
    /// What stands before the first key or header of the file, without the file's own comment; and the position of the
    /// table whose key or header that is.
    first: Option<(isize, Vec<Line<'a>>)>,
    /// Whether the file's own comment says more than the schema, with no blank line after it.
    head_is_close: bool,
    /// What stands below the keys of a table, by the table's position.
    tails: BTreeMap<isize, Vec<Line<'a>>>,
}

/// A key with its value, and the comment on its line.
struct Entry<'a> {
    before: Vec<Line<'a>>,
    text: String,
    comment: Option<&'a str>,
}

impl<'a> Printer<'a> {
    fn lines(&mut self, lines: &[Line<'_>]) {
        for line in lines {
            match line {
                Line::Blank => self.blank(),
                Line::Comment(text) => {
                    self.out.push_str(text);
                    self.out.push('\n');
                }
            }
        }
    }

    /// A blank line, unless there is one already, or nothing yet.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn end(self) -> String {
        let mut out = self.out.trim_end_matches('\n').to_owned();
        out.push('\n');
        out
    }

    /// What stands before the file's first key or header, if it is one of this table's, and only once.
    fn first_of(&mut self, position: isize) -> Option<Vec<Line<'a>>> {
        let (_, lines) = self.first.take_if(|(at, _)| *at == position)?;
        Some(lines)
    }

    /// A table's own keys, and the comment below them.
    fn body(&mut self, table: &'a Table, position: isize, order: &Order) {
        let mut entries = Vec::new();
        for (path, value) in table.get_values() {
            let Some(last) = path.last() else { continue };
            let before = self.first_of(position);
            let before = before.unwrap_or_else(|| lines(raw(last.leaf_decor().prefix())));
            let names: Vec<&str> = path.iter().map(|key| key.get()).collect();
            let known = names.iter().fold(order, |order, key| order.key(key));
            let name = dotted(&path);
            let column = name.chars().count() + 3;
            let text = format!("{name} = {}", print(value, known, 0, column));
            let comment = end_of_line(raw(value.decor().suffix()));
            let entry = Entry {
                before,
                text,
                comment,
            };
            entries.push((order.rank(names.iter().copied()), entry));
        }
        let first = entries.first().map(|(rank, _)| rank.clone());
        // Stable: what the schema does not tell apart stays as it was written.
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        if self.head_is_close
            && position == ROOT
            && first.as_ref() != entries.first().map(|(rank, _)| rank)
        {
            // The file's own comment would look like that of a key which it never stood above.
            self.blank();
        }
        let mut ranked = entries.into_iter().map(|(_, entry)| entry).peekable();
        if let Some(first) = ranked.peek_mut()
            && first.before.first() == Some(&Line::Blank)
        {
            first.before.remove(0);
        }
        let entries: Vec<Entry<'_>> = ranked.collect();
        let columns = comment_columns(&entries);
        for (entry, column) in entries.iter().zip(columns) {
            self.lines(&entry.before);
            self.out.push_str(&entry.text);
            if let Some(comment) = entry.comment {
                let width = last_line(&entry.text);
                self.out
                    .push_str(&" ".repeat(column.saturating_sub(width).max(1)));
                self.out.push_str(comment);
            }
            self.out.push('\n');
        }
        if let Some(tail) = self.tails.remove(&position) {
            self.lines(&tail);
        }
    }

    /// The tables within a table, those of dotted keys included.
    fn below(&mut self, table: &'a Table, path: &mut Vec<&'a Key>, order: &Order) {
        let mut inner: Vec<(usize, &'a Key, &'a Item)> = table
            .iter()
            .filter(|(_, item)| matches!(item, Item::Table(_) | Item::ArrayOfTables(_)))
            .filter_map(|(key, item)| {
                let rank = order.rank([key]).first().copied().unwrap_or(usize::MAX);
                Some((rank, table.key(key)?, item))
            })
            .collect();
        inner.sort_by_key(|(rank, _, _)| *rank);
        for (_, key, item) in inner {
            let known = order.key(key.get());
            path.push(key);
            match item {
                Item::Table(one) => {
                    if has_header(one) {
                        self.table(one, path, ("[", "]"), known);
                    }
                    self.below(one, path, known);
                }
                Item::ArrayOfTables(all) => {
                    for one in all.iter() {
                        self.table(one, path, ("[[", "]]"), known.items());
                        self.below(one, path, known.items());
                    }
                }
                Item::Value(_) | Item::None => {}
            }
            path.pop();
        }
    }

    /// A header with the table's own keys.
    fn table(&mut self, table: &'a Table, path: &[&Key], brackets: (&str, &str), order: &Order) {
        let position = table.position().unwrap_or(ROOT);
        let mut before = self.first_of(position).unwrap_or_else(|| {
            let all = lines(raw(table.decor().prefix()));
            tail(&all).1.to_vec()
        });
        if before.first() == Some(&Line::Blank) {
            before.remove(0);
        }
        self.blank();
        self.lines(&before);
        self.out.push_str(brackets.0);
        self.out.push_str(&dotted(path));
        self.out.push_str(brackets.1);
        if let Some(comment) = end_of_line(raw(table.decor().suffix())) {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
        self.body(table, position, order);
    }
}

/// In which column the comment of each entry starts: the same for lines that follow each other.
fn comment_columns(entries: &[Entry<'_>]) -> Vec<usize> {
    let mut columns = vec![0; entries.len()];
    let mut start = 0;
    while start < entries.len() {
        let run = entries.iter().skip(start).enumerate();
        let length = run
            .take_while(|(at, entry)| {
                entry.comment.is_some()
                    && !entry.text.contains('\n')
                    && (*at == 0 || entry.before.is_empty())
            })
            .count();
        let widest = entries
            .iter()
            .skip(start)
            .take(length)
            .map(|entry| last_line(&entry.text) + 1)
            .max();
        for column in columns.iter_mut().skip(start).take(length) {
            *column = widest.unwrap_or(0);
        }
        start += length.max(1);
    }
    columns
}

fn last_line(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or("").chars().count()
}

/// A path of keys, each without quotes where it needs none.
fn dotted(path: &[&Key]) -> String {
    let shown: Vec<String> = path
        .iter()
        .map(|key| {
            let bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
            if !key.get().is_empty() && key.get().chars().all(bare) {
                key.get().to_owned()
            } else {
                key.display_repr().into_owned()
            }
        })
        .collect();
    shown.join(".")
}

/// A value that starts in a column, its further lines at least so far in.
fn print(value: &Value, order: &Order, indent: usize, column: usize) -> String {
    let flat = flat(value, order);
    match value {
        Value::Array(array) => match flat {
            Some(flat)
                if array.is_empty()
                    || !has_many_texts(array, order) && !is_open(array) && fits(&flat, column) =>
            {
                flat
            }
            _ => open_array(array, order, indent),
        },
        Value::InlineTable(table) => match flat {
            Some(flat) if fits(&flat, column) || !spans_lines(table) => flat,
            None | Some(_) if spans_lines(table) => open_table(table, order, indent),
            Some(flat) => flat,
            None => braces(table, order, indent),
        },
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => flat.unwrap_or_default(),
    }
}

fn fits(flat: &str, column: usize) -> bool {
    !flat.contains('\n') && column + flat.chars().count() <= WIDTH
}

/// Whether its author gave it a line an entry.
fn is_open(array: &Array) -> bool {
    let first = array.get(0).map(Value::decor);
    first.is_some_and(|decor| raw(decor.prefix()).contains('\n'))
}

fn has_many_texts(array: &Array, order: &Order) -> bool {
    order.items().is_text && array.len() > 1 && array.iter().all(Value::is_str)
}

/// Without a line end but those within strings; nothing if there is a comment in it.
fn flat(value: &Value, order: &Order) -> Option<String> {
    let scalar = match value {
        Value::String(one) => one.display_repr(),
        Value::Integer(one) => one.display_repr(),
        Value::Float(one) => one.display_repr(),
        Value::Boolean(one) => one.display_repr(),
        Value::Datetime(one) => one.display_repr(),
        Value::Array(array) => {
            let entries = entries_of_array(array);
            if has_comment(&entries) || raw(Some(array.trailing())).contains('#') {
                return None;
            }
            let inner: Option<Vec<String>> = array
                .iter()
                .map(|value| flat(value, order.items()))
                .collect();
            return Some(format!("[{}]", inner?.join(", ")));
        }
        Value::InlineTable(table) => {
            let entries = entries_of_table(table, order);
            if has_comment(&entries) || raw(Some(table.trailing())).contains('#') {
                return None;
            }
            if entries.is_empty() {
                return Some("{}".to_owned());
            }
            let inner: Option<Vec<String>> = entries
                .iter()
                .map(|entry| {
                    let value = flat(entry.value, entry.known(order))?;
                    Some(format!("{} = {value}", dotted(&entry.path)))
                })
                .collect();
            return Some(format!("{{ {} }}", inner?.join(", ")));
        }
    };
    Some(scalar.into_owned())
}

/// One entry of a list or of a table in braces: what stands before it, its key if it has one, and what stands after it.
struct Inner<'a> {
    before: &'a str,
    path: Vec<&'a Key>,
    value: &'a Value,
    after: &'a str,
}

impl Inner<'_> {
    fn known<'o>(&self, order: &'o Order) -> &'o Order {
        let names = self.path.iter().map(|key| key.get());
        names.fold(order, |order, key| order.key(key))
    }
}

fn has_comment(entries: &[Inner<'_>]) -> bool {
    entries
        .iter()
        .any(|entry| entry.before.contains('#') || entry.after.contains('#'))
}

fn entries_of_array(array: &Array) -> Vec<Inner<'_>> {
    let entry = |value| Inner {
        before: raw(Value::decor(value).prefix()),
        path: Vec::new(),
        value,
        after: raw(value.decor().suffix()),
    };
    array.iter().map(entry).collect()
}

/// In the schema's order, unless a comment stands between: its place would no longer be told by the line it ends.
fn entries_of_table<'a>(table: &'a InlineTable, order: &Order) -> Vec<Inner<'a>> {
    let mut entries: Vec<Inner<'a>> = table
        .get_values()
        .into_iter()
        .map(|(path, value)| Inner {
            before: path.last().map_or("", |key| raw(key.leaf_decor().prefix())),
            path,
            value,
            after: raw(value.decor().suffix()),
        })
        .collect();
    if !has_comment(&entries) {
        entries.sort_by_cached_key(|entry| order.rank(entry.path.iter().map(|key| key.get())));
    }
    entries
}

/// Whether its own entries are on several lines, as TOML 1.1 allows.
fn spans_lines(table: &InlineTable) -> bool {
    let own = entries_of_table(table, super::order::of(None));
    raw(Some(table.trailing())).contains('\n')
        || own
            .iter()
            .any(|entry| entry.before.contains('\n') || entry.after.contains('\n'))
}

/// A table on one line in which a list has comments, so that the list is on several.
fn braces(table: &InlineTable, order: &Order, indent: usize) -> String {
    let inner: Vec<String> = entries_of_table(table, order)
        .iter()
        .map(|entry| {
            let value = print(entry.value, entry.known(order), indent, WIDTH);
            format!("{} = {value}", dotted(&entry.path))
        })
        .collect();
    format!("{{ {} }}", inner.join(", "))
}

fn open_array(array: &Array, order: &Order, indent: usize) -> String {
    let entries = entries_of_array(array);
    let print = |entry: &Inner<'_>| {
        let inside = indent + STEP;
        print(entry.value, order.items(), inside, inside + 1)
    };
    open(
        ("[", "]"),
        &entries,
        raw(Some(array.trailing())),
        indent,
        print,
    )
}

fn open_table(table: &InlineTable, order: &Order, indent: usize) -> String {
    let entries = entries_of_table(table, order);
    let print = |entry: &Inner<'_>| {
        let name = dotted(&entry.path);
        let inside = indent + STEP;
        let column = inside + name.chars().count() + 4;
        let value = print(entry.value, entry.known(order), inside, column);
        format!("{name} = {value}")
    };
    open(
        ("{", "}"),
        &entries,
        raw(Some(table.trailing())),
        indent,
        print,
    )
}

/// One entry a line, each with a comma, and the comments where they were.
fn open(
    brackets: (&str, &str),
    entries: &[Inner<'_>],
    trailing: &str,
    indent: usize,
    print: impl Fn(&Inner<'_>) -> String,
) -> String {
    let inside = " ".repeat(indent + STEP);
    let mut out = brackets.0.to_owned();
    // Comments that still wait for the end of the line of the entry before them.
    let comments = |out: &mut String, on_line: Option<&str>, own: &[&str]| {
        if let Some(comment) = on_line {
            out.push(' ');
            out.push_str(comment);
        }
        for comment in own {
            out.push('\n');
            out.push_str(&inside);
            out.push_str(comment);
        }
    };
    let mut line_has_comment = false;
    for entry in entries {
        let (mut on_line, own) = between(entry.before);
        let mut lines = own;
        if line_has_comment && let Some(second) = on_line.take() {
            lines.insert(0, second);
        }
        comments(&mut out, on_line, &lines);
        out.push('\n');
        out.push_str(&inside);
        out.push_str(&print(entry));
        out.push(',');
        let (on_line, own) = between(entry.after);
        comments(&mut out, on_line, &own);
        line_has_comment = on_line.is_some() || !own.is_empty();
    }
    let (mut on_line, mut own) = between(trailing);
    if line_has_comment && let Some(second) = on_line.take() {
        own.insert(0, second);
    }
    comments(&mut out, on_line, &own);
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push_str(brackets.1);
    out
}
