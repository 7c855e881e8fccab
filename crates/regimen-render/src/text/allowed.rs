//! What a template may ask for, looked at before it is filled: nothing that makes much out of little in one step.
//!
//! `fill` counts steps and what they write. But one step can double a text or search a long one, a list of lists can be
//! compared for ever, and a tag of many brackets can use up the stack before the first step. So a text is put together by
//! `join` alone, which makes short ones and counts them; what a macro writes is printed, and kept nowhere; a list is written only
//! where it is used up at once; and a tag is short. Packs come from anyone.
//!
//! The parser is minijinja's own, from its `machinery`, which promises to stay the same from one release to the next less
//! than the rest of it does. It is called here and nowhere else.

use minijinja::Value;
use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, Stmt};
use minijinja::machinery::{Span, Token, parse, tokenize};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;

use super::templates::Template;
use crate::error::RenderError;

/// How long a template may be, in bytes. The built-in ones are an eighth of it.
pub(super) const LONGEST_TEMPLATE: usize = 256 << 10;
/// How many words and signs one tag may have. The parser goes one deeper with each of them.
const LONGEST_TAG: usize = 100;
/// How many `elif` there may be: each stands within the one before.
const ELIFS: usize = 100;
/// How many entries a list may have, and how much of a text or a list can be cut out.
const LONGEST_LIST: usize = 100;
/// How long a text in quotes may be, in bytes.
const LONGEST_QUOTE: usize = 1_000;
/// How long a piece of a template's own text may be in a macro, in bytes. What a macro writes is kept until it is printed, and
/// such a piece is not counted before, so that this and the steps are what keep it small.
pub(super) const LONGEST_KEPT: usize = 256;

const ONE_FILE: &str = "a template is one file: it includes, extends and imports no other";

/// What is wrong, where, and the way out.
struct Fault {
    span: Span,
    message: String,
    help: &'static str,
}

fn fault<T>(span: Span, message: impl Into<String>, help: &'static str) -> Result<T, Fault> {
    Err(Fault {
        span,
        message: message.into(),
        help,
    })
}

/// Whether a template keeps to what is allowed. What is no template at all is left to whoever fills it.
///
/// # Errors
///
/// If it does not: the line, what stands there, and what to write instead.
pub(super) fn check(template: &Template, syntax: SyntaxConfig) -> Result<(), RenderError> {
    let source = template.source();
    let error = |line: Option<usize>, message: String, help: &str| RenderError {
        template: template.shown().to_owned(),
        line,
        message,
        help: Some(help.to_owned()),
    };
    if source.len() > LONGEST_TEMPLATE {
        let message = format!("it is longer than {} kilobytes", LONGEST_TEMPLATE >> 10);
        let help =
            "take out of it what is no template: pictures can come from the logo or from figures";
        return Err(error(None, message, help));
    }
    let found =
        tags(source, syntax.clone()).and_then(|()| match parse(source, template.shown(), syntax) {
            Ok(Stmt::Template(root)) => statements(&root.children, false),
            _ => Ok(()),
        });
    found.map_err(|found| {
        error(
            Some(usize::from(found.span.start_line)),
            found.message,
            found.help,
        )
    })
}

/// Counts what the parser would go down into, without going down.
fn tags(source: &str, syntax: SyntaxConfig) -> Result<(), Fault> {
    let (mut tag, mut elifs) = (0, 0);
    for token in tokenize(source, false, syntax) {
        let Ok((token, span)) = token else {
            return Ok(());
        };
        match token {
            Token::TemplateData(_) | Token::VariableStart | Token::BlockStart => tag = 0,
            Token::Ident("elif") => elifs += 1,
            _ => {}
        }
        tag += 1;
        if tag > LONGEST_TAG {
            let message = format!("a tag has more than {LONGEST_TAG} words and signs");
            return fault(span, message, "split it, with a `set` for each part");
        }
        if elifs > ELIFS {
            let message = format!("there are more than {ELIFS} `elif`");
            return fault(span, message, "go through a list instead");
        }
    }
    Ok(())
}

/// Statements; `kept`: whether what they write is kept before it is written out.
fn statements(all: &[Stmt<'_>], kept: bool) -> Result<(), Fault> {
    all.iter().try_for_each(|one| statement(one, kept))
}

fn statement(one: &Stmt<'_>, kept: bool) -> Result<(), Fault> {
    match one {
        Stmt::Template(root) => statements(&root.children, kept),
        Stmt::EmitExpr(emit) => printed(&emit.expr),
        Stmt::EmitRaw(raw) if kept && raw.raw.len() > LONGEST_KEPT => fault(
            raw.span(),
            format!("a text in a macro is longer than {LONGEST_KEPT} bytes"),
            "put it outside: what a macro writes is kept before it is printed",
        ),
        Stmt::EmitRaw(_) => Ok(()),
        Stmt::ForLoop(each) => {
            used_up(&each.iter)?;
            each.filter_expr.as_ref().map_or(Ok(()), expression)?;
            statements(&each.body, kept)?;
            statements(&each.else_body, kept)
        }
        Stmt::IfCond(asked) => {
            expression(&asked.expr)?;
            statements(&asked.true_body, kept)?;
            statements(&asked.false_body, kept)
        }
        Stmt::WithBlock(with) => {
            let values = with.assignments.iter().map(|(_, value)| value);
            values.into_iter().try_for_each(expression)?;
            statements(&with.body, kept)
        }
        Stmt::Set(set) => expression(&set.expr),
        Stmt::SetBlock(set) => fault(
            set.span(),
            "a `set` block keeps what it writes",
            "write a macro, and call it where it is printed: `{{ name(x) }}`",
        ),
        Stmt::FilterBlock(filter) => fault(
            filter.span(),
            "a `filter` block keeps what it writes",
            "put the filter behind each value: `{{ x|default(y) }}`",
        ),
        Stmt::AutoEscape(escape) => {
            expression(&escape.enabled)?;
            statements(&escape.body, kept)
        }
        Stmt::Macro(one) => {
            one.defaults.iter().try_for_each(expression)?;
            statements(&one.body, true)
        }
        Stmt::CallBlock(call) => {
            expression(&call.call.expr)?;
            arguments(&call.call.args)?;
            call.macro_decl.defaults.iter().try_for_each(expression)?;
            statements(&call.macro_decl.body, true)
        }
        Stmt::Do(run) => {
            expression(&run.call.expr)?;
            arguments(&run.call.args)
        }
        Stmt::Block(block) => fault(block.span(), "it has a block for another file", ONE_FILE),
        Stmt::Import(other) => fault(other.span(), "it asks for another file", ONE_FILE),
        Stmt::FromImport(other) => fault(other.span(), "it asks for another file", ONE_FILE),
        Stmt::Extends(other) => fault(other.span(), "it asks for another file", ONE_FILE),
        Stmt::Include(other) => fault(other.span(), "it asks for another file", ONE_FILE),
    }
}

/// An expression whose value is printed at once: a macro may be called here, and a picture made an address.
fn printed(one: &Expr<'_>) -> Result<(), Fault> {
    match one {
        Expr::Call(call) => {
            expression(&call.expr)?;
            arguments(&call.args)
        }
        Expr::Filter(filter) if filter.name == "svg_uri" => {
            filter.expr.as_ref().map_or(Ok(()), expression)?;
            arguments(&filter.args)
        }
        Expr::IfExpr(choice) => {
            expression(&choice.test_expr)?;
            printed(&choice.true_expr)?;
            choice.false_expr.as_ref().map_or(Ok(()), printed)
        }
        other => expression(other),
    }
}

/// An expression whose value may be kept: in a variable, or as an argument.
fn expression(one: &Expr<'_>) -> Result<(), Fault> {
    match one {
        Expr::Var(name) if name.id == "range" => fault(
            name.span(),
            "`range` makes a list where none is gone through",
            "it can stand in `{% for n in range(3) %}` only",
        ),
        Expr::Const(known)
            if known
                .value
                .as_str()
                .is_some_and(|text| text.len() > LONGEST_QUOTE) =>
        {
            fault(
                known.span(),
                format!("a text in quotes is longer than {LONGEST_QUOTE} bytes"),
                "put it outside, as the template's own text",
            )
        }
        Expr::Var(_) | Expr::Const(_) => Ok(()),
        Expr::Slice(slice) => {
            let small = |end: Option<&Expr<'_>>| end.and_then(number).is_some_and(is_small);
            if !small(slice.stop.as_ref()) || slice.step.is_some() {
                return fault(
                    slice.span(),
                    "what is cut out has no end that is known",
                    "write its end as a number of at most 100, as in `language[:2]`",
                );
            }
            slice.start.as_ref().map_or(Ok(()), expression)?;
            expression(&slice.expr)
        }
        Expr::UnaryOp(op) => expression(&op.expr),
        Expr::BinOp(op) => {
            let number = number(&op.left).or_else(|| number(&op.right));
            match op.op {
                BinOpKind::Concat => {
                    return fault(
                        op_span(&op.left, &op.right),
                        "texts are put together by `~`",
                        "use `join`, which counts what it makes: `{{ [name, \", \", amount]|join }}`",
                    );
                }
                BinOpKind::Add if number.is_none() => {
                    return fault(
                        op_span(&op.left, &op.right),
                        "`+` stands between two values that may be texts or lists",
                        "a number can be added, as in `loop.index + 1`; texts are put together by `join`",
                    );
                }
                BinOpKind::Mul | BinOpKind::Pow => {
                    return fault(
                        op_span(&op.left, &op.right),
                        "a template multiplies nothing",
                        "what is printed stands in the view as it is printed",
                    );
                }
                BinOpKind::In => used_up(&op.right)?,
                _ => expression(&op.right)?,
            }
            expression(&op.left)
        }
        Expr::Compare(compare) => {
            expression(&compare.expr)?;
            compare.ops.iter().try_for_each(|one| match one.op {
                CompareOpKind::In | CompareOpKind::NotIn => used_up(&one.expr),
                _ => expression(&one.expr),
            })
        }
        Expr::IfExpr(choice) => {
            expression(&choice.test_expr)?;
            expression(&choice.true_expr)?;
            choice.false_expr.as_ref().map_or(Ok(()), expression)
        }
        Expr::Filter(filter) if filter.name == "svg_uri" => fault(
            filter.span(),
            "`svg_uri` makes a long text where none is printed",
            "it can stand last in what is printed: `{{ picture.still|svg_uri }}`",
        ),
        Expr::Filter(filter) => {
            // `default` gives back what stands before it.
            let before = match filter.name {
                "default" => expression,
                _ => used_up,
            };
            filter.expr.as_ref().map_or(Ok(()), before)?;
            arguments(&filter.args)
        }
        Expr::Test(test) => {
            expression(&test.expr)?;
            arguments(&test.args)
        }
        Expr::GetAttr(get) => expression(&get.expr),
        Expr::GetItem(get) => {
            expression(&get.expr)?;
            expression(&get.subscript_expr)
        }
        // What the loop gives is one of the arguments, or a yes or no.
        Expr::Call(call) if is_of_loop(&call.expr) => arguments(&call.args),
        Expr::Call(call) => {
            expression(&call.expr)?;
            fault(
                call.span(),
                "what a macro writes is not printed here",
                "call it where it is printed: `{{ name(x) }}`",
            )
        }
        Expr::List(_) | Expr::Tuple(_) | Expr::Map(_) => fault(
            one.span(),
            "a list or a table is written where it is kept",
            "a list can stand after `in` and before a filter: `{% for x in [a, b] %}`, `{{ [a, b]|join }}`; a table nowhere",
        ),
    }
}

fn arguments(all: &[CallArg<'_>]) -> Result<(), Fault> {
    all.iter().try_for_each(|one| match one {
        CallArg::Pos(value)
        | CallArg::Kwarg(_, value)
        | CallArg::PosSplat(value)
        | CallArg::KwargSplat(value) => expression(value),
    })
}

/// An expression of which nothing is left but its parts: a list may be written here, of values that are no lists.
fn used_up(one: &Expr<'_>) -> Result<(), Fault> {
    match one {
        Expr::List(list) if list.items.len() > LONGEST_LIST => fault(
            list.span(),
            format!("a list has more than {LONGEST_LIST} entries"),
            "what is printed stands in the view",
        ),
        Expr::List(list) => list.items.iter().try_for_each(expression),
        Expr::Call(call) if matches!(&call.expr, Expr::Var(name) if name.id == "range") => {
            arguments(&call.args)
        }
        other => expression(other),
    }
}

/// Whether it is one of the loop's own functions, as in `loop.changed(x)`.
fn is_of_loop(one: &Expr<'_>) -> bool {
    match one {
        Expr::GetAttr(get) => matches!(&get.expr, Expr::Var(name) if name.id == "loop"),
        _ => false,
    }
}

/// The number that is written here.
fn number<'e>(one: &'e Expr<'_>) -> Option<&'e Value> {
    match one {
        Expr::Const(known) if known.value.kind() == ValueKind::Number => Some(&known.value),
        _ => None,
    }
}

fn is_small(value: &Value) -> bool {
    value.as_usize().is_some_and(|end| end <= LONGEST_LIST)
}

/// Where an operator stands: from what is before it to what is after.
fn op_span(left: &Expr<'_>, right: &Expr<'_>) -> Span {
    Span {
        end_line: right.span().end_line,
        end_col: right.span().end_col,
        end_offset: right.span().end_offset,
        ..left.span()
    }
}
