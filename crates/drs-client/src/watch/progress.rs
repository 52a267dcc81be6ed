//! How far a task has come within its phase, in numbers.

use std::collections::VecDeque;
use std::time::Duration;

use drs_events::{Progress, Trend};

use crate::types::JobProgressInfo;

/// How many figures the estimate of the remaining time looks back.
const SAMPLES: usize = 10;

/// How far the trend of the lag looks back, and how long nothing may move before a task is stalled.
const WINDOW: Duration = Duration::from_mins(5);

/// What the service says of progress.
pub(super) fn said(info: &JobProgressInfo) -> Progress {
    let text =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let parts = info.progress_map.iter().flatten();
    let seconds = whole(info.incr_trans_delay.as_deref()).map(|seconds| seconds.saturating_mul(1000));
    let mut progress = Progress::default();
    progress.percent = percent(info.progress.as_deref());
    progress.parts = parts
        .filter_map(|(name, part)| Some((drs_diag::escape(name).into_owned(), percent(part.completed.as_deref())?)))
        .collect();
    progress.remaining_s = whole(info.remaining_time.as_deref());
    progress.lag_ms = whole(info.incr_trans_delay_millis.as_deref()).or(seconds);
    progress.process_time = text(&info.process_time).map(|text| drs_diag::escape(&text).into_owned());
    progress
}

/// A number from 0 to 100, with or without a percent sign.
fn percent(text: Option<&str>) -> Option<f64> {
    let number: f64 = text?.trim().trim_end_matches('%').trim_end().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

/// A number that is not negative, without its fraction; the service says -1 for what it does not know.
fn whole(text: Option<&str>) -> Option<u64> {
    text?.trim().split('.').next()?.parse().ok()
}

/// What was seen of the progress of a task.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    percents: VecDeque<(Duration, f64)>,
    lags: VecDeque<(Duration, u64)>,
    /// When something moved the last time.
    moved: Option<Duration>,
    last: Option<Progress>,
    is_stalled: bool,
}

impl History {
    /// Adds figures, and fills in what is known from earlier ones.
    pub(super) fn add(&mut self, now: Duration, mut progress: Progress, is_full: bool) -> Progress {
        if self.last.as_ref().is_none_or(|last| !is_same(last, &progress)) {
            self.moved = Some(now);
            self.is_stalled = false;
        }
        self.last = Some(progress.clone());
        if let Some(percent) = progress.percent.filter(|_| is_full) {
            self.percents.push_back((now, percent));
            if self.percents.len() > SAMPLES {
                self.percents.pop_front();
            }
            if progress.remaining_s.is_none() {
                progress.remaining_s = self.estimate();
                progress.is_estimate = progress.remaining_s.is_some();
            }
        }
        if !is_full {
            progress.remaining_s = None;
        }
        if let Some(lag) = progress.lag_ms {
            self.lags.push_back((now, lag));
            while self.lags.front().is_some_and(|(at, _)| now.saturating_sub(*at) > WINDOW) {
                self.lags.pop_front();
            }
            progress.trend = self.trend();
        }
        progress
    }

    /// Forgets what belongs to another state.
    pub(super) fn restart(&mut self, now: Duration) {
        *self = Self { moved: Some(now), ..Self::default() };
    }

    /// Whether nothing has moved for too long, which is said once.
    pub(super) fn has_stalled(&mut self, now: Duration) -> Option<Duration> {
        let quiet = now.saturating_sub(self.moved?);
        // A task without changes to move is at rest.
        let is_idle = self.last.as_ref().is_none_or(|last| last.lag_ms == Some(0) && last.process_time.is_none());
        let is_new = !is_idle && !self.is_stalled && quiet >= WINDOW;
        self.is_stalled |= is_new;
        is_new.then_some(quiet)
    }

    /// The remaining time at the speed of the last figures, in seconds.
    fn estimate(&self) -> Option<u64> {
        let ((begin, from), (end, to)) = (self.percents.front()?, self.percents.back()?);
        let passed = end.saturating_sub(*begin).as_secs_f64();
        if to <= from || passed <= 0.0 {
            return None;
        }
        Duration::try_from_secs_f64((100.0 - to) * passed / (to - from)).ok().map(|left| left.as_secs())
    }

    fn trend(&self) -> Option<Trend> {
        let ((_, from), (_, to)) = (self.lags.front()?, self.lags.back()?);
        if self.lags.len() < 2 {
            return None;
        }
        let margin = 1000.max(from / 10);
        Some(match (*to, *from) {
            (to, from) if to > from.saturating_add(margin) => Trend::Rising,
            (to, from) if to.saturating_add(margin) < from => Trend::Falling,
            _ => Trend::Steady,
        })
    }
}

/// Whether nothing has moved between two answers.
fn is_same(left: &Progress, right: &Progress) -> bool {
    left.percent == right.percent
        && left.parts == right.parts
        && left.lag_ms == right.lag_ms
        && left.process_time == right.process_time
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn info(json: &str) -> Progress {
        said(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn numbers_are_read_from_texts() {
        let progress = info(
            r#"{"progress": "94.5%", "remaining_time": "120", "incr_trans_delay": "3", "incr_trans_delay_millis": "2999",
                "progress_map": {"data": {"completed": " 90 %"}, "index": {"completed": "much"}}}"#,
        );
        assert_eq!((progress.percent, progress.remaining_s, progress.lag_ms), (Some(94.5), Some(120), Some(2999)));
        assert_eq!(progress.parts, BTreeMap::from([("data".to_owned(), 90.0)]));
        let progress = info(r#"{"progress": "101", "remaining_time": "-1", "incr_trans_delay": "4"}"#);
        assert_eq!((progress.percent, progress.remaining_s, progress.lag_ms), (None, None, Some(4000)));
        assert_eq!(info(r#"{"incr_trans_delay_millis": "-1"}"#).lag_ms, None);
    }

    #[test]
    fn the_remaining_time_is_estimated_if_the_service_gives_none() {
        let mut history = History::default();
        let at = |history: &mut History, seconds: u64, percent: &str| {
            history.add(Duration::from_secs(seconds), info(&format!(r#"{{"progress": "{percent}"}}"#)), true)
        };
        assert_eq!(at(&mut history, 0, "10").remaining_s, None);
        let progress = at(&mut history, 100, "20");
        assert_eq!((progress.remaining_s, progress.is_estimate), (Some(800), true));
    }

    #[test]
    fn a_trend_needs_more_than_a_second() {
        let mut history = History::default();
        let mut at = |seconds: u64, lag: u64| {
            let progress = info(&format!(r#"{{"incr_trans_delay_millis": "{lag}"}}"#));
            history.add(Duration::from_secs(seconds), progress, false).trend
        };
        assert_eq!(at(0, 100), None);
        assert_eq!(at(10, 900), Some(Trend::Steady));
        assert_eq!(at(20, 5000), Some(Trend::Rising));
        assert_eq!(at(320, 900), Some(Trend::Falling));
    }
}
