//! A contact sheet: many figures with their names, as one page.

use std::fmt::Write as _;

/// One HTML page of named pictures, in the order given. Names are escaped; pictures are taken as they are.
pub fn sheet(pictures: &[(&str, &str)]) -> String {
    let mut out = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Figures</title><style>\
         body{font:14px/1.3 system-ui,sans-serif;margin:16px;color:#1f3a52;background:#f4f7fa}\
         main{display:grid;grid-template-columns:repeat(auto-fill,minmax(400px,1fr));gap:10px}\
         figure{margin:0;padding:10px 14px;background:#fff;border:1px solid #dfe6ee;border-radius:8px;break-inside:avoid}\
         figure svg{display:block;width:100%;height:220px}figcaption{margin:0 0 4px}</style><main>\n",
    );
    for (name, svg) in pictures {
        let _ = writeln!(
            out,
            "<figure><figcaption>{}</figcaption>{svg}</figure>",
            escape(name)
        );
    }
    out.push_str("</main>\n");
    out
}

/// Text for XML and HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
