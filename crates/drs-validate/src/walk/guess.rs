//! What is meant by a member that its object does not know.

use drs_text::{Member, Node};

use super::placement::may_be;
use super::state::Walk;
use crate::finding::{Guess, Target};
use crate::schema::{Object, Property, Schema};
use crate::suggest::{Name, Nearest, Nearness};
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
        if let Some(target) = self.target(node, schema, &key, member.value) {
            return Err(target);
        }
        if let Some((property, nearness)) = best.filter(|(property, _)| may_be(member.value, property.schema)) {
            return Ok(Guess::Missing { property, certain: is_name_for_certain(&key, property.name, nearness) });
        }
        if let Some(near) = there.only() {
            return Ok(Guess::Present(&object.properties[near.0]));
        }
        let secret = secret(&key, object, present).filter(|property| may_be(member.value, property.schema));
        Ok(secret.map_or(Guess::Nothing, |property| Guess::Missing { property, certain: false }))
    }
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
