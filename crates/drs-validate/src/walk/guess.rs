//! What is meant by a member that its object does not know.

use drs_text::{Member, Node};

use super::placement::may_be;
use super::state::Walk;
use crate::finding::{Guess, Target};
use crate::schema::{Object, Property, Schema, Shape, Text};
use crate::suggest::{Name, Nearest, Nearness, parts_fit};
use crate::vocabulary::is_name_for_certain;

impl<'t> Walk<'t, '_> {
    /// What an unknown member stands for, or else where it belongs.
    pub(super) fn guess(
        &mut self,
        node: Node<'t>,
        schema: &'static Schema,
        object: &'static Object,
        member: Member<'t>,
        present: u64,
    ) -> Result<Guess, Target<'t>> {
        let Some(key) = member.key.as_str().filter(|key| !key.is_empty()) else { return Ok(Guess::Nothing) };
        let (there, missing) = near(&key, object, present);
        let best = missing.only().map(|(index, nearness)| (&object.properties[index], nearness));
        if let Some((property, Nearness::Spelling)) = best {
            let certain = is_name_for_certain(&key, property.name, Nearness::Spelling);
            return Ok(Guess::Missing { property, certain });
        }
        // A part of a name that is missing here is no name from elsewhere: `password` for `db_password`.
        let is_part =
            best.is_some_and(|(property, _)| parts_fit(&key, property.name) && may_be(member.value, property.schema));
        if let Some(target) = (!is_part && may_be_misplaced(&key, object, present, member.value))
            .then(|| self.target(node, schema, &key, member.value))
            .flatten()
        {
            return Err(target);
        }
        if let Some((property, nearness)) = best.filter(|(property, _)| may_be(member.value, property.schema)) {
            return Ok(Guess::Missing { property, certain: is_name_for_certain(&key, property.name, nearness) });
        }
        if let Some(near) = there.only() {
            return Ok(Guess::Present(&object.properties[near.0]));
        }
        let spellings = spellings(&key);
        let mut synonyms = object.properties.iter().enumerate().filter(|(index, property)| {
            present & (1 << index) == 0 && is_synonym(&spellings, property) && may_be(member.value, property.schema)
        });
        if let (Some((_, property)), None) = (synonyms.next(), synonyms.next()) {
            return Ok(Guess::Missing { property, certain: false });
        }
        let secret = secret(&key, object, present).filter(|property| may_be(member.value, property.schema));
        Ok(secret.map_or(Guess::Nothing, |property| Guess::Missing { property, certain: false }))
    }
}

/// Names that occur everywhere and so belong nowhere in particular.
const EVERYWHERE: [&str; 5] = ["id", "name", "status", "type", "value"];

/// Words that stand for one another in names.
const SYNONYMS: [(&str, &str); 4] = [("begin", "start"), ("start", "begin"), ("end", "stop"), ("stop", "end")];

/// Whether a member that its object does not know may belong elsewhere: not if its name says nothing, and not if the object
/// has no member yet that could be meant.
fn may_be_misplaced(key: &str, object: &'static Object, present: u64, value: Node<'_>) -> bool {
    let mut missing = object.properties.iter().enumerate().filter(|(index, _)| present & (1 << index) == 0);
    let spellings = spellings(key);
    !EVERYWHERE.contains(&key)
        && !missing.any(|(_, property)| {
            is_synonym(&spellings, property) || (property.required && is_made_for(value, property.schema))
        })
}

/// A name with each of its words exchanged by one that means the same.
fn spellings(key: &str) -> Vec<String> {
    SYNONYMS.iter().filter(|(word, _)| key.contains(word)).map(|(word, other)| key.replace(word, other)).collect()
}

/// Whether one of the spellings of a name is a member's, or is longer by a word: `start_time`, `begin`.
fn is_synonym(spellings: &[String], property: &Property) -> bool {
    let is_near = |name: Name<'_>| name.nearness_of(property.name, property.outline).is_some();
    spellings.iter().any(|spelling| Name::new(spelling).is_some_and(is_near))
}

/// Whether a value has the pattern that a schema asks for.
fn is_made_for(value: Node<'_>, schema: &Schema) -> bool {
    let Shape::Text(Text { pattern: Some(pattern), .. }) = &schema.shape else { return false };
    value.as_str().is_some_and(|text| pattern.dfa.is_match(&text) && !pattern.dfa.is_match("text"))
}

/// The properties nearest to `key`: of those that are there, and of those that are missing.
fn near(key: &str, object: &'static Object, present: u64) -> (Nearest, Nearest) {
    let (mut there, mut missing) = (Nearest::default(), Nearest::default());
    let Some(name) = Name::new(key) else { return (there, missing) };
    for (index, property) in object.properties.iter().enumerate() {
        if let Some(nearness) = name.nearness_of(property.name, property.outline) {
            let nearest = if present & (1 << index) != 0 { &mut there } else { &mut missing };
            nearest.add(index, nearness);
        }
    }
    (there, missing)
}

/// The only secret that an object does not have, if `key` is what people call secrets: `pwd`.
fn secret(key: &str, object: &'static Object, present: u64) -> Option<&'static Property> {
    if !crate::secrets().is_secret(key) {
        return None;
    }
    let indexed = object.properties.iter().enumerate();
    let mut secrets = indexed.filter(|(index, property)| property.secret && present & (1 << index) == 0);
    let (_, only) = secrets.next()?;
    secrets.next().is_none().then_some(only)
}
