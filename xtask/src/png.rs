//! Pictures of few colours, written as PNG (<https://www.w3.org/TR/png-3/>).
//!
//! Browsers write one whole colour for each pixel. Flat drawings have so few that a byte for each
//! is enough, which makes files half as large.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// How a PNG starts.
pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The most colours that a byte can tell apart.
const COLOURS: usize = 256;

/// A colour: red, green, blue, and how opaque it is.
type Colour = [u8; 4];

/// Writes a picture of `width` pixels, four bytes each, row by row, in its 256 most frequent
/// colours. `text`, unless it is empty, says in the file what the picture shows.
///
/// # Errors
///
/// When the pixels fill no rows, or there are too many of them.
pub fn encode(pixels: &[u8], width: u32, text: &str) -> io::Result<Vec<u8>> {
    let error = || io::Error::from(io::ErrorKind::InvalidInput);
    let (pixels, rest) = pixels.as_chunks::<4>();
    let row = usize::try_from(width).map_err(|_| error())?;
    if !rest.is_empty() || pixels.is_empty() || row == 0 || !pixels.len().is_multiple_of(row) {
        return Err(error());
    }
    let height = u32::try_from(pixels.len() / row).map_err(|_| error())?;

    let palette = palette(pixels);
    let mut indices = BTreeMap::new();
    let mut rows = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in pixels.chunks(row) {
        // Rows may be written as differences to others: here they are not.
        let mut bytes = vec![0];
        let index = |colour| *indices.entry(colour).or_insert_with(|| nearest(&palette, colour));
        bytes.extend(row.iter().copied().map(index));
        rows.write_all(&bytes)?;
    }

    // Eight bits for each pixel, which say a colour of the palette.
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 3, 0, 0, 0]].concat();
    let colours: Vec<u8> =
        palette.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    let opacities: Vec<u8> = palette.iter().map(|[.., opacity]| *opacity).collect();
    let mut png = SIGNATURE.to_owned();
    png.extend(chunk(*b"IHDR", &header)?);
    if !text.is_empty() {
        png.extend(text_chunk(text)?);
    }
    png.extend(chunk(*b"PLTE", &colours)?);
    if opacities.iter().any(|opacity| *opacity < u8::MAX) {
        png.extend(chunk(*b"tRNS", &opacities)?);
    }
    png.extend(chunk(*b"IDAT", &rows.finish()?)?);
    png.extend(chunk(*b"IEND", &[])?);
    Ok(png)
}

/// A text as a PNG holds it, in UTF-8, uncompressed.
///
/// # Errors
///
/// When it is too long for any file.
pub(crate) fn text_chunk(text: &str) -> io::Result<Vec<u8>> {
    chunk(*b"iTXt", &[b"Description\0\0\0\0\0", text.as_bytes()].concat())
}

fn chunk(kind: [u8; 4], content: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(content.len()).map_err(io::Error::other)?;
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(content);
    Ok([&length.to_be_bytes()[..], &kind, content, &crc.sum().to_be_bytes()].concat())
}

/// The most frequent colours, always in the same order.
fn palette(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts = BTreeMap::<Colour, usize>::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<_> = counts.into_iter().collect();
    colours.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    colours.into_iter().take(COLOURS).map(|(colour, _)| colour).collect()
}

/// The place in the palette of the colour that is most like this one.
fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let distance = |other: &Colour| -> u32 {
        let parts = colour.iter().zip(other);
        parts.map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
    };
    // There are no more of them than a byte can tell apart.
    (0..=u8::MAX)
        .zip(palette)
        .min_by_key(|(_, other)| distance(other))
        .map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::ZlibDecoder;

    use super::*;

    const RED: Colour = [255, 0, 0, 255];
    const CLEAR: Colour = [0, 0, 0, 0];

    /// The contents of the chunks of this kind.
    fn contents(png: &[u8], kind: &[u8]) -> Vec<Vec<u8>> {
        let mut rest = png.strip_prefix(SIGNATURE).unwrap();
        let mut contents = Vec::new();
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            if &rest[4..8] == kind {
                contents.push(rest[8..8 + length].to_owned());
            }
            rest = &rest[8 + length + 4..];
        }
        contents
    }

    #[test]
    fn a_picture_of_few_colours_stays_as_it_is() {
        let png = encode(&[RED, RED, CLEAR, RED].concat(), 2, "é").unwrap();
        assert_eq!(contents(&png, b"IHDR"), [[0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0]]);
        assert_eq!(contents(&png, b"iTXt"), ["Description\0\0\0\0\0é".as_bytes()]);
        assert_eq!(contents(&png, b"PLTE"), [[255, 0, 0, 0, 0, 0]]);
        assert_eq!(contents(&png, b"tRNS"), [[255, 0]]);
        let mut rows = Vec::new();
        let data = contents(&png, b"IDAT").concat();
        ZlibDecoder::new(data.as_slice()).read_to_end(&mut rows).unwrap();
        assert_eq!(rows, [0, 0, 0, 0, 1, 0]);
        assert_eq!(contents(&png, b"IEND").len(), 1);
    }

    #[test]
    fn a_picture_of_many_colours_keeps_the_most_frequent() {
        let shades = (0..=u8::MAX).map(|shade| [shade, shade, shade, 255]);
        let pixels: Vec<Colour> = shades.cycle().take(1024).chain([[9, 9, 10, 255]]).collect();
        let palette = palette(&pixels);
        assert_eq!(palette.len(), COLOURS);
        assert_eq!(palette[usize::from(nearest(&palette, [9, 9, 10, 255]))], [9, 9, 9, 255]);
        let png = encode(&pixels.concat(), 1, "").unwrap();
        assert!(contents(&png, b"tRNS").is_empty() && contents(&png, b"iTXt").is_empty());
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for (pixels, width) in [(&[0; 3][..], 1), (&[], 1), (&[0; 8], 0), (&[0; 12], 2)] {
            assert!(encode(pixels, width, "").is_err());
        }
    }

    #[test]
    fn chunks_are_checked_by_their_sum() {
        // Every PNG ends so.
        assert_eq!(chunk(*b"IEND", &[]).unwrap(), b"\0\0\0\0IEND\xae\x42\x60\x82");
    }
}
