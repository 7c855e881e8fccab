//! An address as a QR code.

use qrcode::render::svg::Color;
use qrcode::{EcLevel, QrCode};

/// The code as an SVG document, with the quiet zone that readers need: four modules on each side (ISO/IEC 18004). Nothing
/// if the address is too long for a code, which at medium error correction is some 2,300 bytes.
pub(super) fn svg(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let drawn = code
        .render::<Color<'_>>()
        .module_dimensions(1, 1)
        .quiet_zone(true)
        .build();
    // A declaration of XML stands in the way where the document becomes part of another.
    let from = drawn.find("<svg").unwrap_or(0);
    drawn.get(from..).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_code_and_one_that_is_too_long_is_none() {
        let code = svg("https://example.org/dead-bug").expect("a code");
        assert!(code.starts_with("<svg") && code.trim_end().ends_with("</svg>"));
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
