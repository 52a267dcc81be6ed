//! Finding fields by path: `jobs.base_info.name`, from any operation's request, lists and map keys left out or not.

use drs_contract::{Field, OBJECTS, Object, Operation};

/// The number of candidates that a list of paths shows.
pub(crate) const MAX_CANDIDATES: usize = 20;

/// The depth to which paths are followed. No object of the contract is deeper; recursion ends here.
const MAX_DEPTH: usize = 10;

/// A field at a place in a request.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The operation.
    pub(crate) operation: Operation,
    /// The path from the root of its request.
    pub(crate) path: String,
    /// The object that has the field.
    pub(crate) object: &'static Object,
    /// The field.
    pub(crate) field: &'static Field,
}

/// The meaning of a path.
#[derive(Debug)]
pub(crate) enum Found {
    /// One field.
    One(Place),
    /// Several fields that end in the path.
    Several(Vec<Place>),
    /// No field; the nearest one, if any.
    Nothing {
        /// A path, or the name of a field.
        nearest: Option<String>,
    },
}

/// Finds the fields that a path such as `jobs.base_info.name`, `/jobs/0/base_info/name` or `name` stands for. The id of an
/// operation or the name of an object may stand before it.
pub(crate) fn find(topic: &str) -> Found {
    let mut wanted = segments(topic);
    let mut all = places();
    if let [first, _, ..] = wanted[..] {
        if let Some(operation) = Operation::from_id(first) {
            all.retain(|place| place.operation == operation);
            wanted.remove(0);
        } else if Object::from_name(first).is_some() {
            all.retain(|place| place.object.name == first);
            wanted.remove(0);
        }
    }
    let ends_in = |place: &&Place| matches(&place.path, &wanted);
    let exact: Vec<_> = all.iter().filter(|place| segments(&place.path) == wanted).cloned().collect();
    let found = if exact.is_empty() { all.iter().filter(ends_in).cloned().collect() } else { exact };
    match distinct(found) {
        mut found if found.len() == 1 => Found::One(found.remove(0)),
        found if !found.is_empty() => Found::Several(found),
        _ => Found::Nothing { nearest: nearest(&wanted, &all) },
    }
}

/// The paths at which an object stands.
pub(crate) fn of_object(name: &str) -> Vec<String> {
    let mut paths: Vec<_> =
        places().into_iter().filter(|place| place.field.object == Some(name)).map(|place| place.path).collect();
    paths.sort_by_key(String::len);
    paths.dedup();
    paths
}

/// The ids of the rules that mention the field, whichever object they are on.
pub(crate) fn rules_on(place: &Place) -> Vec<&'static str> {
    let mentions = |owner: &'static Object, path: &str| {
        let mut object = Some(owner);
        let mut landed = None;
        for name in path.split('.') {
            let field = object.and_then(|object| object.fields.iter().find(|field| field.name == name));
            landed = object.map(|object| object.name).zip(field.map(|field| field.name));
            object = field.and_then(|field| field.object).and_then(Object::from_name);
        }
        landed == Some((place.object.name, place.field.name))
    };
    let rules = OBJECTS.iter().flat_map(|owner| owner.rules.iter().map(move |rule| (owner, rule)));
    rules
        .filter(|(owner, rule)| rule.fields.iter().any(|path| mentions(owner, path)))
        .map(|(_, rule)| rule.id)
        .collect()
}

/// Every field of every operation's request, with the shortest paths first.
fn places() -> Vec<Place> {
    let mut places = Vec::new();
    for operation in Operation::ALL {
        let mut above = Vec::new();
        descend(operation, operation.root(), "", &mut above, &mut places);
    }
    places.sort_by_key(|place: &Place| place.path.matches('.').count());
    places
}

fn descend(
    operation: Operation,
    name: &'static str,
    path: &str,
    above: &mut Vec<&'static str>,
    places: &mut Vec<Place>,
) {
    let Some(object) = Object::from_name(name) else { return };
    if above.contains(&name) || above.len() >= MAX_DEPTH {
        return;
    }
    above.push(name);
    for field in object.fields {
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        places.push(Place { operation, path: path.clone(), object, field });
        if let Some(next) = field.object {
            let path = if field.map { format!("{path}.*") } else { path };
            descend(operation, next, &path, above, places);
        }
    }
    above.pop();
}

/// The segments of a path: separated by dots or slashes, list indices dropped.
fn segments(topic: &str) -> Vec<&str> {
    topic
        .split(['.', '/', '[', ']'])
        .filter(|segment| !segment.is_empty() && !segment.bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

/// Whether a path ends in the wanted segments, `*` standing for any key but the first.
fn matches(path: &str, wanted: &[&str]) -> bool {
    let have = segments(path);
    let end = have.len().checked_sub(wanted.len()).map(|start| &have[start..]);
    !wanted.is_empty()
        && end.is_some_and(|end| {
            end.iter().zip(wanted).all(|(have, wanted)| have == wanted || *have == "*")
                && end.last() == wanted.last()
                && end.first() == wanted.first()
        })
}

/// One place of each field of each object: the shortest path.
fn distinct(places: Vec<Place>) -> Vec<Place> {
    let mut kept: Vec<Place> = Vec::new();
    for place in places {
        let known = |other: &Place| other.object.name == place.object.name && other.field.name == place.field.name;
        if !kept.iter().any(known) {
            kept.push(place);
        }
    }
    kept
}

/// The path that was probably meant: each of its segments is the wanted one or near it. If there is none, the name that is
/// near the last segment; nothing if nothing was named.
fn nearest(wanted: &[&str], all: &[Place]) -> Option<String> {
    let is_near =
        |have: &str, wanted: &str| have == wanted || have == "*" || drs_validate::nearest(wanted, [have]).is_some();
    let ends = all.iter().filter_map(|place| {
        let have = segments(&place.path);
        let end = have[have.len().checked_sub(wanted.len())?..].to_vec();
        let all_near = end.iter().zip(wanted).all(|(have, wanted)| is_near(have, wanted));
        let other = end.iter().zip(wanted).filter(|(have, wanted)| have != wanted).count();
        (all_near && end.first() != Some(&"*")).then(|| (other, end.join(".")))
    });
    let last = wanted.last()?;
    let names = || all.iter().map(|place| place.field.name);
    ends.min_by_key(|(other, _)| *other)
        .map(|(_, path)| path)
        .or_else(|| drs_validate::nearest(last, names()).map(str::to_owned))
}
