//! Finding out where in a document a byte lies.

use drs_text::{Node, Span, Tree};

use crate::instance_path::{InstancePath, PathId, Segment};

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
    let mut search = Search { paths: InstancePath::default(), places: vec![PathId::ROOT; spans.len()], spans };
    search.inside(tree.root());
    let Search { mut paths, places, .. } = search;
    paths.mask(masked);
    let location = |(path, span): (PathId, &Span)| Location {
        pointer: paths.pointer(path).into_string(),
        secret: paths.hides(path) || paths.masks(*span),
        inside_secret: paths.hides(paths.parent(path)) || paths.masks(*span),
    };
    places.into_iter().zip(spans).map(location).collect()
}

struct Search<'t, 's> {
    paths: InstancePath<'t>,
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
        self.paths.push(segment);
        let path = self.paths.intern();
        self.places[first..past].fill(path);
        self.inside(value);
        self.paths.pop();
    }
}
