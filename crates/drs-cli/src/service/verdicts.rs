//! Verdicts on the items of a call about several things.

use drs_client::{Error, Item, RawResponse};
use serde_json::{Value, json};

use super::output::{Output, print_all};
use super::table::Table;
use super::value::{items, text};
use crate::exit::Exit;
use crate::failure::{Failure, Stop};

/// Prints the verdict on each item, whatever the call ended with. `list` is where a reply has them.
///
/// # Errors
///
/// The failure of the call, or the output cannot be written.
pub(crate) fn print_verdicts(output: Output, reply: Result<RawResponse, Failure>, list: &str) -> Result<Exit, Stop> {
    print_verdicts_of(output, reply, list, &[])
}

/// Prints the verdict on each item, whatever the call ended with, and on those of these ids of which it says nothing.
///
/// # Errors
///
/// The failure of the call, or the output cannot be written.
pub(crate) fn print_verdicts_of(
    output: Output,
    reply: Result<RawResponse, Failure>,
    list: &str,
    ids: &[String],
) -> Result<Exit, Stop> {
    let mut verdicts = match &reply {
        Ok(reply) => items(&reply.body, list).to_vec(),
        Err(failure) => of_failure(failure),
    };
    let rest: Vec<&String> =
        ids.iter().filter(|id| verdicts.iter().all(|verdict| text(verdict, "/id") != **id)).collect();
    match &reply {
        Err(failure) => verdicts.extend(rest.into_iter().map(|id| json!({"id": id, "status": what_became(failure)}))),
        Ok(_) if !verdicts.is_empty() => {
            verdicts.extend(rest.into_iter().map(|id| json!({"id": id, "status": UNKNOWN})));
        }
        Ok(_) => {}
    }
    if !verdicts.is_empty() {
        print_all(output, &verdicts, || table(&verdicts))?;
    }
    reply?;
    if verdicts.is_empty() {
        let failure = Failure::new("the service accepts the call, and says of no item what became of it");
        return Err(failure.help("`drs show` and `drs list` show what there is").exit(Exit::Unknown).into());
    }
    Ok(Exit::Success)
}

/// The status of something that was not tried, because something before it kept all of it from being done.
pub(crate) const NOT_TRIED: &str = "not tried";

/// The status of something of which nobody knows what became.
const UNKNOWN: &str = "unknown";

/// The status of something for which a call has failed.
pub(crate) fn what_became(failure: &Failure) -> &'static str {
    match failure.cause.as_deref() {
        _ if failure.exit == Exit::Unknown => UNKNOWN,
        Some(Error::Refused { .. } | Error::Partial { .. }) => "failed",
        _ => NOT_TRIED,
    }
}

/// The verdict on something that was not tried.
pub(crate) fn not_tried(id: &str) -> Value {
    json!({"id": id, "status": NOT_TRIED})
}

/// Ids in their order, each once.
pub(crate) fn unique(ids: &[String]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    ids.iter().filter(|id| seen.insert(*id)).cloned().collect()
}

/// The verdicts that an error has.
fn of_failure(failure: &Failure) -> Vec<Value> {
    let items = match failure.cause.as_deref() {
        Some(Error::Partial { items, .. }) => items,
        Some(Error::Refused { refusal, .. }) => &refusal.items,
        _ => return Vec::new(),
    };
    items.iter().map(to_json).collect()
}

fn to_json(item: &Item) -> Value {
    let mut verdict = json!({});
    for (name, value) in [
        ("id", &item.id),
        ("name", &item.name),
        ("status", &item.status),
        ("error_code", &item.code),
        ("error_msg", &item.message),
    ] {
        if let Some(value) = value {
            verdict[name] = value.as_str().into();
        }
    }
    verdict
}

/// The verdicts as rows.
pub(crate) fn table(verdicts: &[Value]) -> Table {
    let mut table = Table::of_ids(&["id", "name", "status", "code", "message"], &["name", "code"]);
    for verdict in verdicts {
        table.row(["/id", "/name", "/status", "/error_code", "/error_msg"].map(|at| text(verdict, at)));
    }
    table
}

/// Whether a reply that has one verdict says that the call was carried out.
///
/// # Errors
///
/// It says that it was not, or nothing.
pub(crate) fn acknowledged(operation: &str, body: &Value) -> Result<(), Failure> {
    match super::value::found(body, "/status") {
        Some(status) if !status.eq_ignore_ascii_case("success") => {
            let status = drs_diag::escape(&status).into_owned();
            Err(Failure::new(format!("the service answers `{operation}` with `{status}`")).exit(Exit::Refused))
        }
        Some(_) => Ok(()),
        // The contract requires no status: it is enough to say which task was meant, or what was begun.
        None if ["/id", "/query_id"].iter().any(|at| super::value::found(body, at).is_some()) => Ok(()),
        None => {
            let message = format!("the answer to `{operation}` does not say what became of it");
            Err(Failure::new(message).help("see with `drs show` before doing it again").exit(Exit::Unknown))
        }
    }
}
