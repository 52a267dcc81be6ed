//! Finding out where in a document a byte lies.

use drs_text::{Node, Span, Tree};

use crate::trail::{PathId, Segment, Trail};

/// A place in a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Location {
    /// JSON Pointer of the innermost value.
    pub(crate) pointer: String,
    /// Whether the value is a secret or lies inside one.
    pub(crate) secret: bool,
    /// Whether its key lies inside a secret.
    pub(crate) inside_secret: bool,
}

/// The innermost values at `spans`, which are sorted by their start, in a document of which `masked` is secret. Takes one pass over the tree, however many spans there
/// are. A key stands for its member; what lies outside the root is the root's.
pub(crate) fn locations(tree: &Tree<'_>, spans: &[Span], masked: Vec<Span>) -> Vec<Location> {
    let mut search = Search { trail: Trail::default(), places: vec![PathId::ROOT; spans.len()], spans };
    search.inside(tree.root());
    let Search { mut trail, places, .. } = search;
    trail.mask(masked);
    let location = |(path, span): (PathId, &Span)| Location {
        pointer: trail.pointer(path).into_string(),
        secret: trail.hides(path) || trail.masks(*span),
        inside_secret: trail.hides(trail.parent(path)) || trail.masks(*span),
    };
    places.into_iter().zip(spans).map(location).collect()
}

struct Search<'t, 's> {
    trail: Trail<'t>,
    places: Vec<PathId>,
    spans: &'s [Span],
}

impl<'t> Search<'t, '_> {
    fn inside(&mut self, node: Node<'t>) {
        for member in node.members() {
            let (key, value) = (member.key.span(), member.value.span());
            // What an alias stands for is where its anchor is.
            let is_alias = value.start < key.end;
            self.child(Segment::Key(member.key), if is_alias { key } else { key.to(value) }, member.value);
        }
        for (index, item) in (0_u32..).zip(node.items()).filter(|(_, item)| node.span().contains(item.span())) {
            self.child(Segment::Index(index), item.span(), item);
        }
    }

    fn child(&mut self, segment: Segment<'t>, span: Span, value: Node<'t>) {
        let first = self.spans.partition_point(|other| other.start < span.start);
        let past = self.spans.partition_point(|other| other.start < span.end);
        if first >= past {
            return;
        }
        self.trail.push(segment);
        let path = self.trail.keep();
        self.places[first..past].fill(path);
        self.inside(value);
        self.trail.pop();
    }
}
