//! Members of each object: missing, unknown, misspelt, twice, and the keys of maps; items of each array.

use super::case::Extra;
use super::doc::{Doc, Path};
use super::hidden::Hidden;
use super::print::Spelling;
use super::sample::{KEY, Place};
use super::single_error::Injected;
use super::writer::{Writer, Written};
use xtask::contract::{Additional, ArrayShape, ObjectShape, Shape};

/// Keys that some reader or some language treats in its own way.
const KEYS: [&str; 16] = [
    "",
    " ",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "length",
    "$ref",
    "0",
    "a\"b\\c",
    "a/b~c",
    "tab\tfeed\n",
    "\0",
    "é语😀",
    "\u{2028}\u{feff}",
    "key\u{0}",
];

/// More than may be inside each other.
const MANY: usize = 70;

impl<'c> Writer<'c> {
    /// Everything about the members or items of the value at a place.
    pub(super) fn members(&mut self, place: &Place<'c>) {
        match &self.repairer.validator.contract.resolve(place.schema).shape {
            Shape::Object(object) => {
                let object = object.clone();
                let enclosing = self.enclosing(place);
                self.add("base", &format!("{}/smallest", place.name), &enclosing, None);
                let full = self.full(place);
                self.add("base", &format!("{}/fullest", place.name), &full, None);
                self.add("base", &format!("{}/fullest, reversed", place.name), &full.reversed(), None);
                self.missing(place, &object);
                self.unknown(place, &object);
                self.misspelt(place, &object);
                self.twice(place, &object);
                if let Additional::Schema(_) = object.additional {
                    self.keys(place);
                }
            }
            Shape::Array(array) => self.items(place, &array.clone()),
            _ => {}
        }
    }

    /// The enclosing document with all members of the object; where rules object, without those.
    fn full(&self, place: &Place<'_>) -> Doc {
        let value = self.repairer.sampler.fullest(place.schema);
        let doc = self.with(place, value);
        self.repairer.repaired(&doc, &[place.path.key("")])
    }

    fn missing(&mut self, place: &Place<'_>, object: &ObjectShape) {
        for (name, _) in object.properties.iter().filter(|(_, property)| property.required) {
            for (size, enclosing) in [("smallest", self.enclosing(place)), ("fullest", self.full(place))] {
                let mut doc = enclosing;
                doc.remove(&place.path.key(name));
                let what = format!("{}.{name}/missing in the {size}", place.name);
                self.add("required", &what, &doc, Some(&Injected::Missing(place.path.clone())));
            }
        }
    }

    fn unknown(&mut self, place: &Place<'_>, object: &ObjectShape) {
        if !matches!(object.additional, Additional::Forbidden) {
            return;
        }
        let enclosing = self.enclosing(place);
        let text = Doc::text("text");
        for (key, value) in
            KEYS.map(|key| (key, &text)).into_iter().chain([("unheard_of", &text), ("unheard_of", &Doc::Null)])
        {
            let what = format!("{}/unknown {key:?}: {}", place.name, value.to_text());
            self.unknown_in(&enclosing, &place.path, key, value.clone(), "unknown", &what);
        }
        let what = format!("{}/unknown in the fullest", place.name);
        self.unknown_in(&self.full(place), &place.path, "unheard_of", Doc::Null, "unknown", &what);
    }

    /// The document with one more member in the object at `path`.
    pub(super) fn unknown_in(
        &mut self,
        enclosing: &Doc,
        path: &Path,
        key: &str,
        value: Doc,
        kind: &'static str,
        what: &str,
    ) {
        let mut doc = enclosing.clone();
        if let Some(members) = doc.members_at(path) {
            members.push((key.to_owned(), value));
            self.add(kind, what, &doc, Some(&Injected::Unknown(path.clone(), key.to_owned())));
        }
    }

    fn misspelt(&mut self, place: &Place<'c>, object: &ObjectShape) {
        for (name, _) in &object.properties {
            let enclosing = self.document_with(&place.path.key(name));
            self.note(&enclosing, Hidden::Member(place.clone(), name.clone()));
            for other in misspellings(name).into_iter().filter(|other| !object.properties.contains_key(other)) {
                self.renamed(place, name, &other, &enclosing);
            }
        }
    }

    /// The document with another name for a member.
    pub(super) fn renamed(&mut self, place: &Place<'_>, name: &str, other: &str, enclosing: &Doc) {
        let mut doc = enclosing.clone();
        let members = doc.members_at(&place.path).into_iter().flatten();
        for (key, _) in members.filter(|(key, _)| key == name) {
            other.clone_into(key);
        }
        let what = format!("{}.{name}/misspelt {other:?}", place.name);
        self.add("misspelt", &what, &doc, Some(&Injected::Unknown(place.path.clone(), other.to_owned())));
    }

    fn twice(&mut self, place: &Place<'_>, object: &ObjectShape) {
        let known = object.properties.keys().map(String::as_str);
        let entry = matches!(object.additional, Additional::Schema(_)).then_some(KEY);
        for name in known.chain(entry) {
            let path = place.path.key(name);
            let escaped = Spelling { escaped_last: true, ..Spelling::default() };
            for (how, doc, spelling) in [
                ("", self.document_with(&path), Spelling::default()),
                (", one of them escaped", self.document_with(&path), escaped),
                (", others between", self.full(place), Spelling::default()),
            ] {
                self.doubled(place, name, how, doc, spelling);
            }
        }
    }

    /// The document with a member that is there twice.
    pub(super) fn doubled(&mut self, place: &Place<'_>, name: &str, how: &str, mut doc: Doc, spelling: Spelling) {
        let path = place.path.key(name);
        let (Some(value), Some(members)) = (doc.at(&path).cloned(), doc.members_at(&place.path)) else { return };
        members.push((name.to_owned(), value));
        let what = format!("{}.{name}/twice{how}", place.name);
        let extra = Some((Extra::DuplicateKey, path));
        self.add_text("twice", &what, Written { doc: &doc, text: doc.spelt(spelling), extra });
    }

    fn keys(&mut self, place: &Place<'_>) {
        let mut doc = self.document_with(&place.path.key(KEY));
        let entry = doc.at(&place.path.key(KEY)).cloned().unwrap_or(Doc::Null);
        let long = "k".repeat(10_000);
        for key in KEYS.into_iter().chain([long.as_str()]) {
            doc.set(&place.path, Doc::Object(vec![(key.to_owned(), entry.clone())]));
            let shown: String = key.chars().take(20).collect();
            self.add("map-key", &format!("{}/key {shown:?}", place.name), &doc, None);
            let mut wrong = doc.clone();
            let path = place.path.key(key);
            wrong.set(&path, Doc::Null);
            let what = format!("{}/null under the key {shown:?}", place.name);
            self.add("map-key", &what, &wrong, Some(&Injected::Value(path)));
        }
        let all = KEYS.iter().map(|key| ((*key).to_owned(), entry.clone())).collect();
        doc.set(&place.path, Doc::Object(all));
        self.add("map-key", &format!("{}/all keys", place.name), &doc, None);
        let many = (0..MANY).map(|index| (format!("key{index}"), entry.clone())).collect();
        doc.set(&place.path, Doc::Object(many));
        self.add("map-key", &format!("{}/many keys", place.name), &doc, None);
        doc.set(&place.path, Doc::Object(Vec::new()));
        self.add("map-key", &format!("{}/no key", place.name), &doc, None);
    }

    fn items(&mut self, place: &Place<'c>, array: &ArrayShape) {
        let item = self.document_with(&place.path.index(0)).at(&place.path.index(0)).cloned().unwrap_or(Doc::Null);
        let bounds = [array.min_items, array.max_items].into_iter().flatten();
        let counts = bounds.flat_map(|bound| [bound.saturating_sub(1), bound, bound + 1]);
        for count in counts.chain([0, 1, 2, 3]) {
            let items = vec![item.clone(); usize::try_from(count).unwrap_or(0)];
            let mut doc = self.enclosing(place);
            doc.set(&place.path, Doc::Array(items));
            // Equal items may be one too many for nothing, but warnings about their number stay.
            let what = format!("{}/{count} items", place.name);
            self.add("items", &what, &doc, Some(&Injected::Value(place.path.clone())));
        }
        if array.max_items.is_none_or(|max| max >= MANY as u64) {
            let mut doc = self.enclosing(place);
            doc.set(&place.path, Doc::Array(vec![self.repairer.sampler.fullest(&array.items)]));
            let mut doc = self.repairer.repaired(&doc, &[place.path.index(0).key("")]);
            let item = doc.at(&place.path.index(0)).cloned().unwrap_or(Doc::Null);
            doc.set(&place.path, Doc::Array(vec![item; MANY]));
            self.add("items", &format!("{}/many items", place.name), &doc, None);
            self.note(&doc, Hidden::Many(place.clone(), doc.clone()));
        }
        for at in [0, 1] {
            let mut items = vec![item.clone(), item.clone()];
            items[at] = Doc::Null;
            let mut doc = self.enclosing(place);
            doc.set(&place.path, Doc::Array(items));
            let what = format!("{}/null among items, place {at}", place.name);
            self.add("items", &what, &doc, Some(&Injected::Value(place.path.index(at))));
        }
    }
}

/// A name as people and programs get it wrong.
fn misspellings(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut swapped = letters.clone();
    if letters.len() > 1 {
        swapped.swap(letters.len() / 2 - 1, letters.len() / 2);
    }
    let words = name.split('_').enumerate().map(|(index, word)| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| if index > 0 { letter.to_ascii_uppercase() } else { letter });
        first.into_iter().chain(letters).collect::<String>()
    });
    let all = [
        letters[..letters.len().saturating_sub(1)].iter().collect(),
        letters[1.min(letters.len())..].iter().collect(),
        format!("{name}s"),
        format!("{name}\0"),
        swapped.into_iter().collect(),
        words.collect(),
        name.replace('_', "-"),
        name.to_ascii_uppercase(),
    ];
    // Of one letter nobody can tell what was meant.
    all.into_iter().filter(|other: &String| other != name && other.len() > 1).collect()
}
