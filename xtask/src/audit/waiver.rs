//! Errata: which deviations they cover, and which of their aspects cover none.

use std::collections::BTreeSet;

use super::compare::Difference;
use super::join::{Target, is_source};
use super::{Erratum, Waiver};
use crate::bundle::grammar::Kind;
use crate::bundle::walk;
use crate::contract::{Aspect, Contract, Schema};
use crate::ledger::Row;
use crate::value::{Place, Value};

/// Every erratum of the contract, and the aspects that were needed.
pub(super) struct Errata {
    all: Vec<Known>,
    used: BTreeSet<(Place, Aspect)>,
}

struct Known {
    pointer: String,
    place: Place,
    text: (String, String),
    aspects: Vec<Aspect>,
}

impl Errata {
    /// Finds every erratum.
    pub(super) fn collect(contract: &Contract) -> Self {
        let mut all = Vec::new();
        for node in walk::nodes(&contract.bundle, Kind::Root) {
            if node.kind != Kind::Erratum {
                continue;
            }
            let text = |key: &str| node.value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let aspects = node.value.get("aspects").map(Value::items).unwrap_or_default();
            all.push(Known {
                pointer: node.pointer.trim_end_matches("/x-drs-erratum").to_owned(),
                place: node.at,
                text: (text("says"), text("actually")),
                aspects: aspects.iter().filter_map(|word| Aspect::parse(word.as_str()?)).collect(),
            });
        }
        Self { all, used: BTreeSet::new() }
    }

    /// Why a deviation of a field is meant. The erratum may stand on the field or on the component it refers to.
    pub(super) fn waive(&mut self, contract: &Contract, target: &Target<'_>, difference: &Difference) -> Waiver {
        let aspects = [Some(difference.aspect), difference.also];
        let mut covered = target.erratum.is_some_and(|erratum| self.cover_any(erratum, aspects));
        let mut schema: &Schema = target.schema;
        while let (false, Some(name)) = (covered, schema.as_ref()) {
            schema = &contract.schemas[name];
            covered = schema.erratum.as_ref().is_some_and(|erratum| self.cover_any(erratum, aspects));
        }
        let lenient = matches!(difference.aspect, Aspect::Mandatory | Aspect::Default | Aspect::Limits);
        if covered {
            Waiver::Erratum
        } else if target.returned && lenient {
            Waiver::Response
        } else {
            difference.waiver
        }
    }

    /// Why a row without a field is meant: an erratum of the object whose table it is names the field.
    pub(super) fn waive_absent(&mut self, contract: &Contract, row: &Row) -> Waiver {
        let owners = contract.schemas.values().filter(|schema| is_source(&schema.sources, row));
        let errata = owners.filter_map(|owner| owner.erratum.as_ref());
        let name = format!("`{}`", row.field);
        for erratum in errata.filter(|erratum| erratum.says.contains(&name)) {
            if self.cover(erratum, Aspect::Absent) || self.cover(erratum, Aspect::Place) {
                return Waiver::Erratum;
            }
        }
        Waiver::None
    }

    /// Notes that a field has a row: a documented member that never comes back needs its erratum.
    pub(super) fn saw_row(&mut self, target: &Target<'_>) {
        if let Some(erratum) = target.erratum.filter(|_| target.returned) {
            self.cover(erratum, Aspect::Absent);
        }
    }

    /// Notes that a field has no row.
    pub(super) fn saw_no_row(&mut self, schema: &Schema) {
        if let Some(erratum) = &schema.erratum {
            self.cover(erratum, Aspect::Absent);
            self.cover(erratum, Aspect::Place);
        }
    }

    /// Notes that no document describes what an erratum is about: sources disagree, and the ledger holds none of them.
    pub(super) fn saw_no_table(&mut self, erratum: Option<&crate::contract::Erratum>) {
        if let Some(erratum) = erratum {
            self.used.extend(erratum.aspects.iter().map(|aspect| (erratum.at, *aspect)));
        }
    }

    fn cover_any(&mut self, erratum: &crate::contract::Erratum, aspects: [Option<Aspect>; 2]) -> bool {
        let covered: Vec<bool> = aspects.into_iter().flatten().map(|aspect| self.cover(erratum, aspect)).collect();
        covered.contains(&true)
    }

    fn cover(&mut self, erratum: &crate::contract::Erratum, aspect: Aspect) -> bool {
        let covers = erratum.aspects.contains(&aspect);
        if covers {
            self.used.insert((erratum.at, aspect));
        }
        covers
    }

    /// Every erratum with the aspects that covered nothing.
    pub(super) fn finish(self) -> Vec<Erratum> {
        let Self { all, used } = self;
        // The ledger holds tables only, so it can neither confirm nor refute what is about prose.
        let is_unused = |aspect, place| aspect != Aspect::Prose && !used.contains(&(place, aspect));
        all.into_iter()
            .map(|known| Erratum {
                unused: known.aspects.into_iter().filter(|aspect| is_unused(*aspect, known.place)).collect(),
                pointer: known.pointer,
                place: known.place,
                text: known.text,
            })
            .collect()
    }
}
