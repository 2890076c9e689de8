//! How a page is seen: through which window, in light or dark colours, with which spacing of
//! texts; and what of it cannot be seen or hit.

use anyhow::Result;
use serde_json::json;

use crate::visitor::Visitor;
use crate::wait::wait_to_be;

/// The narrowest window that everything must fit into, in CSS pixels: a small phone, or a window of
/// 1,280 pixels at 400 % (WCAG 1.4.10, RGAA 10.11).
pub const NARROW: u32 = 320;

/// A window of an ordinary screen, in CSS pixels.
pub const WIDE: u32 = 1_440;

/// Which colours the device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark ink on light paper.
    Light,
    /// The other way round.
    Dark,
}

impl ColorScheme {
    /// The value of the media feature `prefers-color-scheme`.
    pub const fn value(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Seeing the page differently; Chromium only, unless it is said otherwise.
impl Visitor<'_> {
    /// Sees the page through a window of exactly this size, in CSS pixels.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn look_through(&self, width: u32, height: u32) -> Result<()> {
        // On a phone scroll bars lie over the page, and take no room from it.
        let window =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", window).await?;
        Ok(())
    }

    /// What has moved by itself since the page was opened: by how much, and the beginnings of the
    /// elements' HTML. What is about to be drawn is waited for.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn shifts(&self) -> Result<Vec<(f64, Vec<String>)>> {
        let script = "
            const done = arguments[0];
            const shifts = [];
            new PerformanceObserver((list) => {
                for (const { value, sources } of list.getEntries()) {
                    shifts.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? '')]);
                }
            }).observe({ type: 'layout-shift', buffered: true });
            const frame = (then) => requestAnimationFrame(() => setTimeout(then));
            frame(() => frame(() => done(shifts)));";
        let shifts = self.client().execute_async(script, Vec::new()).await?;
        Ok(serde_json::from_value(shifts)?)
    }

    /// Sees the page through a window that is as high as the page, so that nothing that sticks to
    /// the window's edge lies over anything.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn look_at_all(&self, width: u32) -> Result<()> {
        self.look_through(width, 800).await?;
        let height: u32 =
            self.see_as("scrollTo(0, 0); return document.documentElement.scrollHeight").await?;
        self.look_through(width, height).await
    }

    /// Prefers light or dark colours.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn prefer(&self, scheme: ColorScheme) -> Result<()> {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme.value() });
        let media = json!({ "media": "", "features": [feature] });
        self.devtools("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// Sees the page as it is printed, on light paper.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn is_on_paper(&self) -> Result<()> {
        let media = json!({
            "media": "print",
            "features": [{ "name": "prefers-color-scheme", "value": "light" }],
        });
        self.devtools("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// Sees no scroll bars: they fade in and out as they like.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn has_no_scroll_bars(&self) -> Result<()> {
        self.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
        Ok(())
    }

    /// Has the clocks of Paris.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn is_in_paris(&self) -> Result<()> {
        let zone = json!({ "timezoneId": "Europe/Paris" });
        self.devtools("Emulation.setTimezoneOverride", zone).await?;
        Ok(())
    }

    /// Has texts set in the visitor's own way: [`SPACED_OUT`], [`LARGE`], or as they are. In both browsers.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn set_texts(&self, style: &str) -> Result<()> {
        let script = "
            // A sheet that a script makes is none that a policy is about.
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet];";
        self.see_with(script, &[json!(style)]).await?;
        Ok(())
    }
}

/// Texts that are spaced out: WCAG 1.4.12, RGAA 10.12.
pub const SPACED_OUT: &str = "
    * {
        line-height: 1.5 !important;
        letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }";

/// Letters twice as large: WCAG 1.4.4, RGAA 10.4.
pub const LARGE: &str = ":root { font-size: 200% !important; }";

/// What cannot be seen or hit; in both browsers.
impl Visitor<'_> {
    /// What does not fit into the window: a page that scrolls sideways, elements that stick out of
    /// it, and texts that are cut. In words; nothing when all is well.
    ///
    /// What scrolls sideways by itself, so that the page need not, sticks out of nothing.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn does_not_fit(&self) -> Result<Vec<String>> {
        let script = "
            const { scrollWidth, clientWidth } = document.scrollingElement;
            const say = (what, element) => `${what}: ${element.outerHTML.slice(0, 120)}`;
            const found = scrollWidth > clientWidth
                ? [`the page is ${scrollWidth - clientWidth} pixels wider than the window`] : [];
            // What is only for screen readers is made that small on purpose.
            const unseen = new Set();
            const scrolls = (e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
            for (const element of all(document.body, '*:not(svg *)')) {
                const box = element.getBoundingClientRect();
                if (unseen.has(element.parentElement) || box.width <= 1 && box.height <= 1) {
                    unseen.add(element);
                    continue;
                }
                const style = getComputedStyle(element);
                let within = element.parentElement;
                while (within && within !== document.body && !scrolls(within)) {
                    within = within.parentElement;
                }
                const isOnPage = !within || within === document.body;
                if (isOnPage && box.width > 0 && (box.left < -1 || box.right > clientWidth + 1)) {
                    const place = `${Math.round(box.left)} to ${Math.round(box.right)}`;
                    found.push(say(`sticks out (${place})`, element));
                }
                // In a field one goes to and fro.
                if (element.matches('input, select, textarea')) continue;
                const hides = (overflow) => ['hidden', 'clip'].includes(overflow);
                const isTooWide = element.scrollWidth > element.clientWidth + 1;
                const isTooHigh = element.scrollHeight > element.clientHeight + 1;
                if (hides(style.overflowX) && isTooWide || hides(style.overflowY) && isTooHigh) {
                    found.push(say('is cut', element));
                }
            }
            return found;";
        self.see_as(script).await
    }

    /// What is too small to be hit: below 24 by 24 CSS pixels and without as much room around
    /// (WCAG 2.5.8). Links within a sentence and controls that the browser draws may be.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn too_small_to_hit(&self) -> Result<Vec<String>> {
        let script = "
            const LEAST = 24;
            const targets = all(document, 'a[href], button, input, select, textarea, summary');
            // A label is part of what it stands for: it is hit as well.
            const box = (target) => {
                const boxes = [target, ...(target.labels ?? [])].map((e) => e.getBoundingClientRect());
                return {
                    target,
                    left: Math.min(...boxes.map((b) => b.left)),
                    top: Math.min(...boxes.map((b) => b.top)),
                    right: Math.max(...boxes.map((b) => b.right)),
                    bottom: Math.max(...boxes.map((b) => b.bottom)),
                };
            };
            const isInSentence = (target) => {
                const around = target.parentElement;
                return target.matches('a') && getComputedStyle(target).display === 'inline'
                    && words(around.textContent).length > words(target.textContent).length;
            };
            const boxes = targets.map(box);
            const isSmall = (b) => b.right - b.left < LEAST - 0.5 || b.bottom - b.top < LEAST - 0.5;
            // A circle of 24 pixels around its middle meets neither another target nor its circle.
            const hasRoom = (b) => {
                const x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
                return boxes.every((other) => {
                    if (other === b) return true;
                    const dx = Math.max(other.left - x, 0, x - other.right);
                    const dy = Math.max(other.top - y, 0, y - other.bottom);
                    return Math.hypot(dx, dy) >= LEAST / 2;
                });
            };
            return boxes
                .filter((b) => isSmall(b) && !isInSentence(b.target) && !hasRoom(b))
                .map((b) => `too small to hit (${Math.round(b.right - b.left)} by ${
                    Math.round(b.bottom - b.top)}): ${b.target.outerHTML.slice(0, 120)}`);";
        self.see_as(script).await
    }

    /// Waits until one sees where the focus is (WCAG 2.4.7 and 2.4.11, RGAA 10.7): the window may still
    /// be on its way there.
    ///
    /// # Errors
    /// When it has no sign, or stays outside of the window or under something else.
    pub async fn sees_focus(&self) -> Result<()> {
        let look = async || self.focus_is_not_seen().await;
        wait_to_be("what keeps the focus from being seen", None, look).await
    }

    /// What keeps one from seeing where the focus is, in words; `None` when it is seen.
    ///
    /// A heading or a whole page, which the app gives the focus to and which nobody can operate, has
    /// no sign.
    async fn focus_is_not_seen(&self) -> Result<Option<String>> {
        let script = "
            const here = document.activeElement;
            if (!here || here === document.body || here.tabIndex < 0) return null;
            const has = (element) => {
                const style = getComputedStyle(element);
                const isOutlined = style.outlineStyle !== 'none'
                    && parseFloat(style.outlineWidth) >= 2
                    && !/^(transparent|rgba\\(.*, 0\\))$/.test(style.outlineColor);
                return isOutlined || style.boxShadow !== 'none';
            };
            const name = here.outerHTML.slice(0, 160);
            // A field that lies unseen over its label has its sign there.
            const signed = [here, ...(here.labels ?? [])].find(has);
            if (!signed) return `the focus has no sign: ${name}`;
            const { left, top, bottom, width } = signed.getBoundingClientRect();
            // Of what is high, a part is enough: its beginning, its middle, or its end.
            const [inset, x] = [Math.min((bottom - top) / 2, 20), left + Math.min(width / 2, 20)];
            const isSeen = (y) => {
                const over = y >= 0 && y <= innerHeight && document.elementFromPoint(x, y);
                return over && [signed, here].some((e) => e.contains(over) || over.contains(e));
            };
            if (![top + inset, (top + bottom) / 2, bottom - inset].some(isSeen)) {
                const over = document.elementFromPoint(x, top + inset)?.outerHTML.slice(0, 80);
                const place = `${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight}`;
                return `the focus is hidden (${place}, under ${over}): ${name}`;
            }
            return null;";
        self.see_as(script).await
    }
}
