//! Automatic fixes of texts.

use std::borrow::Cow;
use std::cell::Cell;

use drs_diag::Fixed;

use crate::lines::lines;
use crate::settings::{InputFormat, Settings};

/// Makes the automatic fixes of a text, none of which changes what it means; or only the one that the settings name.
pub fn fix<'t>(text: &'t str, settings: &Settings) -> Fixed<'t> {
    if settings.input != InputFormat::JsonLines {
        return document(text, settings, settings.fix_at);
    }
    let mut all = Fixed { text: Cow::Borrowed(text), fixed: 0, refused: 0 };
    let (mut next, mut copied) = (String::new(), 0);
    for line in lines(text.as_bytes()) {
        let at = match settings.fix_at {
            // Of another line.
            Some(at) if !line.range.contains(&(at as usize)) => continue,
            at => at.map(|at| at - u32::try_from(line.range.start).unwrap_or(at)),
        };
        let fixed = document(&text[line.range.clone()], settings, at);
        all.refused += fixed.refused;
        if fixed.fixed > 0 {
            all.fixed += fixed.fixed;
            next.push_str(&text[copied..line.range.start]);
            next.push_str(&fixed.text);
            copied = line.range.end;
        }
    }
    if all.fixed > 0 {
        next.push_str(&text[copied..]);
        all.text = Cow::Owned(next);
    }
    all
}

/// Makes the fixes of a document, or only the one whose first edit is at byte `at`.
fn document<'t>(text: &'t str, settings: &Settings, at: Option<u32>) -> Fixed<'t> {
    let is_first = Cell::new(true);
    drs_diag::apply_fixes(text, |text| {
        let mut found = settings.checker().fix_candidates(text, settings.input.syntax());
        if let Some(at) = at {
            let is_first = is_first.replace(false);
            let mut is_found = false;
            found.fixes.retain(|fix| {
                let begins = fix.edits.iter().map(|edit| edit.span.start).min() == Some(at);
                is_first && begins && !std::mem::replace(&mut is_found, begins)
            });
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use crate::Settings;

    fn fixed(text: &str, settings: &str) -> (String, u64) {
        let settings = Settings::from_json(settings).expect("they are settings");
        let fixed = super::fix(text, &settings);
        (fixed.text.into_owned(), fixed.fixed)
    }

    #[test]
    fn only_the_fix_that_is_named_is_made() {
        let text = r#"{"job": {"type": "PRECHECK", "params": {"base_info": {"expired_days": 14}}}}"#;
        let (all, count) = fixed(text, "");
        assert!(count == 2 && all.contains("precheck") && all.contains(r#""14""#), "{count}: {all}");
        let at = text.find("PRECHECK").expect("it is there");
        let (one, count) = fixed(text, &format!(r#"{{"fix_at": {at}}}"#));
        assert_eq!((one, count), (text.replace("PRECHECK", "precheck"), 1));
        assert_eq!(fixed(text, r#"{"fix_at": 0}"#), (text.to_owned(), 0));
    }

    #[test]
    fn the_fix_of_a_line_is_found_by_its_place_in_the_text() {
        let line = r#"{"job": {"type": "PRECHECK", "params": {}}}"#;
        let text = format!("{line}\n\n{line}\n");
        let at = text.rfind("PRECHECK").expect("it is there");
        let (fixed, count) = fixed(&text, &format!(r#"{{"input": "json-lines", "fix_at": {at}}}"#));
        assert_eq!((fixed, count), (format!("{line}\n\n{}\n", line.replace("PRECHECK", "precheck")), 1));
    }
}
