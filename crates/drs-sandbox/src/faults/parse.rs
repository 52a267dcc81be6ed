//! From a text to a fault.

use drs_contract::Operation;

use super::words::{Argument, CALLS, FAULTS, LIFE, LISTS};
use super::{CallFault, CallRule, Fault, FaultError, Which};
use crate::machine::{Life, LifeRule, Side, Whom, parse_duration};

/// Where a rule applies.
enum When {
    Calls { operations: Option<Vec<Operation>>, which: Which, is_create: bool },
    Tasks(Whom),
}

/// Parses `WHEN:WHAT`.
///
/// # Errors
/// What is wrong, and where.
pub(crate) fn parse(text: &str) -> Result<Fault, FaultError> {
    let parser = Parser { text };
    let Some(colon) = text.find(':') else {
        return Err(parser.error(
            text.len(),
            "`:` is missing",
            "write a fault as `WHEN:WHAT`, such as `create#1:lose-reply`",
        ));
    };
    let when = parser.when(&text[..colon])?;
    parser.what(when, colon + 1)
}

struct Parser<'a> {
    text: &'a str,
}

impl Parser<'_> {
    /// A mistake at a byte of the text.
    fn error(&self, offset: usize, message: impl Into<String>, help: impl Into<String>) -> FaultError {
        let position = self.text.get(..offset).map_or(1, |before| before.chars().count() + 1);
        FaultError { text: self.text.to_owned(), position, message: message.into(), help: help.into() }
    }

    fn when(&self, when: &str) -> Result<When, FaultError> {
        if let Some(pattern) = when.strip_prefix("task=") {
            if pattern.is_empty() {
                return Err(self.error(
                    when.len(),
                    "a name is missing",
                    "write a name or a pattern, such as `task=orders*`",
                ));
            }
            return Ok(When::Tasks(Whom::Names(pattern.to_owned())));
        }
        if let Some(number) = when.strip_prefix("batch=") {
            let (from, to) = range(number)
                .ok_or_else(|| self.error(6, "no number of a batch", "count batches from 1, such as `batch=1`"))?;
            return Ok(When::Tasks(Whom::Batches { from, to }));
        }
        let end = when.find(['#', '%']).unwrap_or(when.len());
        let (name, rest) = when.split_at(end);
        let which = match (rest.chars().next(), rest.get(1..)) {
            (Some('#'), Some(numbers)) => range(numbers).map(|(from, to)| Which::Range(from, to)).ok_or_else(|| {
                self.error(end + 1, "no number of a call", "count calls from 1, such as `#1` or `#2-5`")
            })?,
            (Some(_), Some(percent)) => percentage(percent)
                .map(Which::Percent)
                .ok_or_else(|| self.error(end + 1, "no percentage", "write a number up to 100, such as `%10`"))?,
            _ => Which::All,
        };
        let operations = match name {
            "*" => None,
            _ => Some(self.operations(name)?),
        };
        Ok(When::Calls { operations, which, is_create: matches!(name, "*" | "create" | "batch_create_jobs_async") })
    }

    fn operations(&self, name: &str) -> Result<Vec<Operation>, FaultError> {
        let short = CALLS.iter().find(|(known, _)| *known == name).map(|(_, operations)| operations.to_vec());
        short.or_else(|| Operation::from_id(name).map(|operation| vec![operation])).ok_or_else(|| {
            let known = CALLS.iter().map(|(known, _)| *known).chain(Operation::ALL.into_iter().map(Operation::id));
            let help = did_you_mean(name, known.chain(["task=", "batch="]))
                .unwrap_or_else(|| "begin with `create`, `commit`, `list`, `detail`, `action`, an operation, `*`, `task=NAME` or `batch=N`".to_owned());
            self.error(0, format!("`{}` is no call", drs_diag::escape(name)), help)
        })
    }

    fn what(&self, when: When, start: usize) -> Result<Fault, FaultError> {
        let what = &self.text[start..];
        let (name, argument) = match what.split_once('(') {
            Some((name, rest)) => {
                let inside = rest.strip_suffix(')');
                let close = || self.error(self.text.len(), "`)` is missing", "close the bracket");
                (name, Some(inside.ok_or_else(close)?))
            }
            None => (what, None),
        };
        let Some((_, kind, _)) = FAULTS.iter().find(|(known, ..)| *known == name) else {
            let help = did_you_mean(name, FAULTS.iter().map(|(known, ..)| *known));
            let all = || format!("known are {}", FAULTS.map(|(known, ..)| format!("`{known}`")).join(", "));
            return Err(self.error(
                start,
                format!("`{}` is no fault", drs_diag::escape(name)),
                help.unwrap_or_else(all),
            ));
        };
        let offset = start + name.len() + 1;
        let wrong = || {
            if *kind == Argument::None {
                return self.error(offset, format!("`{name}` takes nothing in brackets"), "leave the brackets out");
            }
            let help = format!("write {} in brackets behind `{name}`", kind.describe());
            self.error(offset.min(self.text.len()), "what stands in the brackets is missing or wrong", help)
        };
        if LIFE.contains(&name) {
            return self.life_rule(when, life(name, argument).ok_or_else(wrong)?, name, start);
        }
        self.call_rule(when, call_fault(name, argument).ok_or_else(wrong)?, start)
    }

    fn call_rule(&self, when: When, what: CallFault, start: usize) -> Result<Fault, FaultError> {
        match when {
            When::Calls { operations: Some(operations), .. }
                if matches!(what, CallFault::Stale(_)) && !operations.iter().any(|it| LISTS.contains(it)) =>
            {
                let help = "begin with `list`, `*`, or a call that lists tasks or batches";
                Err(self.error(start, "`stale` happens to lists, not to calls of this kind", help))
            }
            When::Calls { operations, which, .. } => {
                Ok(Fault::Call(CallRule { text: self.text.to_owned(), operations, which, what }))
            }
            When::Tasks(_) => {
                let name = self.text[start..].split('(').next().unwrap_or_default();
                let help = "begin with a call, such as `create`, `list#3` or `*`";
                Err(self.error(0, format!("`{name}` happens to calls, not to tasks"), help))
            }
        }
    }

    fn life_rule(&self, when: When, life: Life, name: &str, start: usize) -> Result<Fault, FaultError> {
        let whom = match when {
            When::Tasks(whom) => whom,
            When::Calls { is_create: true, which, .. } => match which {
                Which::All => Whom::All,
                Which::Range(from, to) => Whom::Batches { from, to },
                Which::Percent(percent) => Whom::Percent(percent),
            },
            When::Calls { .. } => {
                let help = "begin with `task=NAME`, `batch=N`, `create` or `*`";
                return Err(self.error(start, format!("`{name}` happens to tasks, not to calls of this kind"), help));
            }
        };
        Ok(Fault::Life(LifeRule { text: self.text.to_owned(), whom, life }))
    }
}

/// A fault of calls by its name, unless what stands in the brackets is wrong.
fn call_fault(name: &str, argument: Option<&str>) -> Option<CallFault> {
    let bare = |fault: CallFault| if argument.is_none() { Some(fault) } else { None };
    let rate = || argument.and_then(|argument| argument.strip_suffix("/s")).and_then(number);
    match name {
        "lose-reply" => bare(CallFault::LoseReply),
        "lose-request" => bare(CallFault::LoseRequest),
        "reset" => bare(CallFault::Reset),
        "reset-mid-body" => bare(CallFault::ResetMidBody),
        "empty" => bare(CallFault::Empty),
        "garbage" => bare(CallFault::Garbage),
        "bad-chunk" => bare(CallFault::BadChunk),
        "hang" => bare(CallFault::Hang),
        "refuse" => bare(CallFault::Refuse),
        "html" => bare(CallFault::Html),
        "expire-token" => bare(CallFault::ExpireToken),
        "lock-ak" => bare(CallFault::LockKey),
        "slow" => argument.and_then(parse_duration).map(CallFault::Slow),
        "skew" => argument.and_then(parse_duration).map(CallFault::Skew),
        "stale" => argument.and_then(parse_duration).map(CallFault::Stale),
        "drip" => rate().map(CallFault::Drip),
        "throttle" => rate().map(CallFault::Throttle),
        "retry-after" => argument.and_then(number).map(CallFault::RetryAfter),
        "status" => {
            let status = argument.and_then(|status| status.parse().ok());
            status.filter(|status| [500, 502, 503, 504].contains(status)).map(CallFault::Status)
        }
        "unknown-status" => {
            let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
            argument.filter(is_word).map(|word| CallFault::UnknownStatus(word.to_owned()))
        }
        _ => None,
    }
}

fn life(name: &str, argument: Option<&str>) -> Option<Life> {
    let percent = || argument.and_then(|argument| percentage(argument.strip_suffix('%')?));
    Some(match (name, argument) {
        ("check-fails", None) => Life::CheckFails,
        ("fail-in-create", None) => Life::FailInCreate,
        ("fail-in-start", None) => Life::FailInStart,
        ("fail-in-incremental", None) => Life::FailInIncremental,
        ("fail-in-full", _) => Life::FailInFull(percent()?),
        ("stall", _) => Life::Stall(percent()?),
        ("late", Some(span)) => Life::Late(parse_duration(span)?),
        ("lag", Some(curve)) => Life::Lag(curve.split(',').map(parse_duration).collect::<Option<_>>()?),
        ("connect-fails", Some("source")) => Life::ConnectFails(Side::Source),
        ("connect-fails", Some("target")) => Life::ConnectFails(Side::Target),
        ("precheck-fails", Some(item))
            if item.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !item.is_empty() =>
        {
            Life::PrecheckFails(item.to_owned())
        }
        _ => return None,
    })
}

fn did_you_mean<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    drs_validate::nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// A positive number.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number > 0)
}

fn percentage(text: &str) -> Option<u8> {
    let number = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    number.filter(|percent| *percent <= 100)
}

/// `n` or `n-m`.
fn range(text: &str) -> Option<(u64, u64)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((number(from)?, number(to)?)).filter(|(from, to)| from <= to)
}
