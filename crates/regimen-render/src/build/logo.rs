//! A clinic's logo: looked at once, so that no format meets a file that it cannot print.

use std::fmt;

use regimen_core::format::clinic::Clinic;
use regimen_core::format::phrases::fill;
use regimen_core::library::Library;

use crate::view::LogoView;

/// A clinic's logo, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    format: Format,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png,
}

/// Why a file is no logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoFault {
    /// It is longer than [`Logo::LONGEST`].
    TooLong,
    /// It is neither SVG nor PNG.
    Unknown,
    /// It is one of them, and broken: how.
    Broken(String),
}

impl fmt::Display for LogoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LogoFault::TooLong => f.write_str("it is longer than a megabyte"),
            LogoFault::Unknown => f.write_str("it is neither SVG nor PNG"),
            LogoFault::Broken(how) => write!(f, "it is broken: {how}"),
        }
    }
}

impl std::error::Error for LogoFault {}

impl Logo {
    /// The longest file, in bytes.
    pub const LONGEST: usize = 1 << 20;

    /// The most that a PNG may take when it is unpacked, in bytes.
    const UNPACKED: usize = 64 << 20;

    /// A logo from a file's bytes: SVG or PNG, told apart by what is in it.
    ///
    /// # Errors
    ///
    /// If it is too long, of another kind, or broken.
    pub fn read(bytes: Vec<u8>) -> Result<Logo, LogoFault> {
        if bytes.len() > Logo::LONGEST {
            return Err(LogoFault::TooLong);
        }
        let format = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            unpack(&bytes).map_err(|error| LogoFault::Broken(error.to_string()))?;
            Format::Png
        } else {
            let text = std::str::from_utf8(&bytes).map_err(|_| LogoFault::Unknown)?;
            if !text.contains("<svg") {
                return Err(LogoFault::Unknown);
            }
            let parsed = roxmltree::Document::parse(text);
            let parsed = parsed.map_err(|error| LogoFault::Broken(error.to_string()))?;
            let name = parsed.root_element().tag_name();
            if name.name() != "svg" || name.namespace() != Some("http://www.w3.org/2000/svg") {
                return Err(LogoFault::Unknown);
            }
            Format::Svg
        };
        Ok(Logo { format, bytes })
    }

    /// Its view.
    pub(super) fn view(&self, library: &Library, clinic: &Clinic) -> LogoView {
        use base64::Engine;
        let (format, media) = match self.format {
            Format::Svg => ("svg", "svg+xml"),
            Format::Png => ("png", "png"),
        };
        let data = base64::engine::general_purpose::STANDARD.encode(&self.bytes);
        let name = clinic.name.as_ref();
        LogoView {
            format: format.to_owned(),
            uri: format!("data:image/{media};base64,{data}"),
            alt: fill(&library.phrases.logo_alt, &[("clinic", name)]),
        }
    }
}

/// Unpacks a PNG, to see that it can be.
fn unpack(bytes: &[u8]) -> Result<(), png::DecodingError> {
    let limits = png::Limits {
        bytes: Logo::UNPACKED,
    };
    let mut reader =
        png::Decoder::new_with_limits(std::io::Cursor::new(bytes), limits).read_info()?;
    while reader.next_row()?.is_some() {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_picture_is_a_logo() {
        let read = |bytes: &[u8]| Logo::read(bytes.to_vec());
        assert!(read(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>").is_ok());
        assert!(matches!(
            read(b"<svg xmlns='http://www.w3.org/2000/svg'>"),
            Err(LogoFault::Broken(_))
        ));
        assert_eq!(read(b"<svg/>"), Err(LogoFault::Unknown));
        assert_eq!(read(b"GIF89a"), Err(LogoFault::Unknown));
        assert_eq!(read(&[b' '; Logo::LONGEST + 1]), Err(LogoFault::TooLong));
        assert!(matches!(
            read(b"\x89PNG\r\n\x1a\nrest"),
            Err(LogoFault::Broken(_))
        ));
    }
}
