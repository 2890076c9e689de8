//! What comes out of the printer: PDF files made by a browser, and what is on their pages.

use anyhow::{Context, Result, anyhow, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use pdf_extract::content::Content;
use pdf_extract::{
    ColorSpace, Document, MediaBox, Object, OutputDev, OutputError, Path, PathOp, Transform,
    output_doc_page,
};
use serde_json::json;

use crate::visitor::Visitor;

/// A page that was printed.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its width and height, in whole millimetres.
    pub size: (u32, u32),
    /// All of its letters, without white space: a PDF has letters at places, and no words.
    pub letters: String,
    /// How many letters stand above or below it, or begin a run of letters beside it.
    pub cut_letters: usize,
    /// The hairlines that begin or end at its very edges, or meet in its middle: where to cut.
    pub cut_marks: usize,
    /// Whether all letters on it are black.
    pub are_letters_black: bool,
    /// Whether they are, and all else is black, or a grey.
    pub is_black_on_white: bool,
}

impl Page {
    /// Whether this text is on the page, wherever its lines break.
    pub fn says(&self, text: &str) -> bool {
        self.letters.contains(&without_spaces(text))
    }
}

/// A text as [`Page::letters`] has it.
pub fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

impl Visitor<'_> {
    /// The pages that the browser would print of what it shows now; Chromium only.
    ///
    /// # Errors
    /// When the browser does not print, or what it makes cannot be read.
    pub async fn print_pages(&self) -> Result<Vec<Page>> {
        // As the button does, with the paper that the page asks for.
        let paper = json!({ "preferCSSPageSize": true, "displayHeaderFooter": false });
        let answer = self.devtools("Page.printToPDF", paper).await?;
        let data = answer["data"].as_str().context("there is no PDF")?;
        pages(&BASE64_STANDARD.decode(data)?)
    }
}

fn pages(pdf: &[u8]) -> Result<Vec<Page>> {
    let document = Document::load_mem(pdf)?;
    let mut pages = Vec::new();
    for (number, id) in document.get_pages() {
        let mut reader = Reader::default();
        output_doc_page(&document, &mut reader, number).map_err(|error| anyhow!("{error}"))?;
        let content = Content::decode(&document.get_page_content(id)?)?;
        (reader.page.are_letters_black, reader.page.is_black_on_white) = blackness(&content)?;
        pages.push(reader.page);
    }
    ensure!(!pages.is_empty(), "nothing is printed");
    Ok(pages)
}

/// Whether all letters are black, and whether every other colour is a shade of grey as well.
fn blackness(content: &Content) -> Result<(bool, bool)> {
    let is_grey = |colour: &[f32]| colour.iter().all(|part| part.to_bits() == colour[0].to_bits());
    // What a page begins with.
    let mut colour = vec![0.0_f32];
    let mut saved = Vec::new();
    let (mut are_letters_black, mut is_all_grey) = (true, true);
    for operation in &content.operations {
        let operands =
            || operation.operands.iter().map(Object::as_float).collect::<Result<Vec<_>, _>>();
        match operation.operator.as_str() {
            "q" => saved.push(colour.clone()),
            "Q" => colour = saved.pop().unwrap_or_default(),
            "rg" | "g" => {
                colour = operands()?;
                is_all_grey &= is_grey(&colour);
            }
            "RG" | "G" => is_all_grey &= is_grey(&operands()?),
            "Tj" | "TJ" => are_letters_black &= colour.iter().all(|&part| part <= 0.0),
            _ => {}
        }
    }
    Ok((are_letters_black, are_letters_black && is_all_grey))
}

/// Looks at one page.
#[derive(Default)]
struct Reader {
    page: Page,
    /// In points, as everything in a PDF.
    width: f64,
    height: f64,
    is_run_start: bool,
}

/// Letters that fonts draw together, and what they are.
const LIGATURES: [(char, &str); 5] =
    [('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬀ', "ff"), ('ﬃ', "ffi"), ('ﬄ', "ffl")];

impl Reader {
    /// Whether a mark for cutting may begin or end there.
    fn is_at_cut(&self, x: f64, y: f64) -> bool {
        let near = |value: f64, other: f64| (value - other).abs() < 4.0;
        let at = |value: f64, length: f64| near(value, 0.0) || near(value, length);
        at(x, self.width) || at(y, self.height)
    }

    fn look_at(&mut self, ctm: &Transform, path: &Path) {
        for operation in &path.ops {
            let PathOp::Rect(x, y, width, height) = *operation else { continue };
            let corners = [(x, y), (x + width, y + height)].map(|(x, y)| {
                (ctm.m11 * x + ctm.m21 * y + ctm.m31, ctm.m12 * x + ctm.m22 * y + ctm.m32)
            });
            let [first, last] = corners;
            let (across, along) = ((first.0 - last.0).abs(), (first.1 - last.1).abs());
            let is_hairline = across.min(along) < 2.0 && across.max(along) > 20.0;
            if is_hairline && corners.iter().any(|&(x, y)| self.is_at_cut(x, y)) {
                self.page.cut_marks += 1;
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "paper is that small")]
fn millimetres(points: f64) -> u32 {
    (points / 72.0 * 25.4).round() as u32
}

impl OutputDev for Reader {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        (self.width, self.height) = (media.urx - media.llx, media.ury - media.lly);
        self.page.size = (millimetres(self.width), millimetres(self.height));
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        _: f64,
        _: f64,
        _: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let mut text = without_spaces(text);
        for (ligature, letters) in LIGATURES {
            text = text.replace(ligature, letters);
        }
        // Where the others of a run stand, the library does not know: it takes the width of some
        // letters for that of the widest.
        let is_beside = self.is_run_start && !(0.0..self.width).contains(&place.m31);
        let is_cut = is_beside || !(0.0..self.height).contains(&place.m32);
        self.page.cut_letters += usize::from(is_cut && !text.is_empty());
        self.is_run_start = false;
        self.page.letters.push_str(&text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.is_run_start = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn fill(
        &mut self,
        ctm: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.look_at(ctm, path);
        Ok(())
    }

    fn stroke(
        &mut self,
        ctm: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.look_at(ctm, path);
        Ok(())
    }
}
