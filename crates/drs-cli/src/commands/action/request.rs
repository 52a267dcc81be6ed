//! The request of an action, from arguments or from files.

use drs_client::Operation;
use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use crate::failure::{Failure, Stop};
use crate::service::{Call, Document, Origin};

/// The call that arguments ask for, after its body was checked.
///
/// # Errors
///
/// A file cannot be read or is for another action, or the body has mistakes, which were reported.
pub(super) fn call(arguments: &Arguments, origin: Option<&Origin>) -> Result<Call, Stop> {
    let call = Call::new(Operation::ExecuteJobAction).path("job_id", &arguments.job);
    let endpoints = origin.filter(|_| arguments.name == "network" && arguments.set.is_empty());
    let call = match (&arguments.body, endpoints) {
        (Some(path), _) => {
            let body = Document::read(path)?;
            is_for(&body, arguments)?;
            call.body(body)
        }
        (None, Some(origin)) => call.body(origin.connection_test()?),
        (None, None) => call.json(&of_arguments(arguments)?),
    };
    call.check(arguments.checking)?;
    Ok(call)
}

/// Whether a body is for the action and the task that were named. One that does not say so is left to the check.
fn is_for(body: &Document, arguments: &Arguments) -> Result<(), Failure> {
    let parsed = body.parse();
    let job = parsed.tree.as_ref().and_then(|tree| tree.root().get("job"));
    for (what, member, named) in [("action", "action_name", &arguments.name), ("task", "job_id", &arguments.job)] {
        let written = job.and_then(|job| job.get(member)?.as_str());
        if let Some(written) = written.filter(|written| written != named) {
            let (written, named) = (drs_diag::escape(&written), drs_diag::escape(named));
            return Err(Failure::new(format!("the request is for the {what} `{written}`, and not for `{named}`")));
        }
    }
    Ok(())
}

fn of_arguments(arguments: &Arguments) -> Result<Value, Failure> {
    let mut job = json!({"action_name": arguments.name});
    if !arguments.set.is_empty() {
        let mut params = Map::new();
        for (path, value) in &arguments.set {
            let value = match value.as_str() {
                "true" => true.into(),
                "false" => false.into(),
                text => text.into(),
            };
            set(&mut params, path, value).ok_or_else(|| {
                Failure::new(format!("`--set {}` leads into a member that has a value", drs_diag::escape(path)))
            })?;
        }
        job["action_params"] = params.into();
    }
    Ok(json!({"job": job}))
}

/// Sets a member, and makes the objects on the way to it.
fn set(members: &mut Map<String, Value>, path: &str, value: Value) -> Option<()> {
    match path.split_once('.') {
        None => members.insert(path.to_owned(), value).is_none().then_some(()),
        Some((first, rest)) => {
            let inner = members.entry(first).or_insert_with(|| Map::new().into());
            set(inner.as_object_mut()?, rest, value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_into_members() {
        let mut members = Map::new();
        for (path, value) in [("a.b", "1"), ("a.c.d", "2"), ("e", "3")] {
            set(&mut members, path, value.into()).unwrap();
        }
        assert_eq!(Value::from(members.clone()), json!({"a": {"b": "1", "c": {"d": "2"}}, "e": "3"}));
        for path in ["e.f", "a", "a.b"] {
            assert_eq!(set(&mut members.clone(), path, "4".into()), None, "{path}");
        }
    }
}
