//! Which place decides about region, project and addresses.

use std::collections::BTreeMap;

use drs_contract::Service;

use super::exchange::iam_of;
use super::resolved::OF_REGION;
use super::sources::{Look, PlaceSettings};
use super::{Environment, Setting, SourceKind};

/// The origin of what the program or the command line was given.
const GIVEN: &str = "what was given";

/// Places of settings, in the order in which they decide: a profile that was named, the environment, and then the file that has
/// the credentials. Of two sets of variables the one with the credentials comes first.
pub(super) struct Places<'l> {
    ranked: Vec<&'l Look>,
    /// The place that has the credentials.
    decisive: Option<&'l Look>,
}

impl<'l> Places<'l> {
    /// `decisive` is the number of the place that has the credentials.
    pub(super) fn new(looks: &'l [Look], decisive: Option<usize>) -> Self {
        let is_decisive = |index| Some(index) == decisive;
        let rank = |index: usize, look: &Look| match look.kind {
            SourceKind::Profile => Some(0),
            SourceKind::SdkEnvironment | SourceKind::HwEnvironment => Some(if is_decisive(index) { 1 } else { 2 }),
            _ if is_decisive(index) => Some(3),
            _ => None,
        };
        let ranked = looks.iter().enumerate().filter_map(|(index, look)| Some((rank(index, look)?, look)));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let decisive = decisive.and_then(|index| looks.get(index));
        Self { ranked: ranked.into_iter().map(|(_, look)| look).collect(), decisive }
    }

    fn first(&self, member: fn(&PlaceSettings) -> Option<&String>) -> Option<Setting> {
        self.ranked.iter().find_map(|look| Some(Setting::new(member(&look.settings)?, &look.source)))
    }

    /// A setting of the place that has the credentials.
    fn own(&self, member: fn(&PlaceSettings) -> Option<&String>) -> Option<Setting> {
        let look = self.decisive?;
        Some(Setting::new(member(&look.settings)?, &look.source))
    }
}

/// The region: what was given, `DRS_REGION`, or what the places say.
pub(super) fn region(given: Option<&str>, environment: &Environment, places: &Places<'_>) -> Option<Setting> {
    let variable = || environment.get("DRS_REGION").map(|region| Setting::new(region, "`DRS_REGION`"));
    let given = given.map(|region| Setting::new(region, GIVEN));
    given.or_else(variable).or_else(|| places.first(|place| place.region.as_ref()))
}

/// The project: what was given, or what the places say.
pub(super) fn project_id(given: Option<&str>, places: &Places<'_>) -> Option<Setting> {
    let given = given.map(|id| Setting::new(id, GIVEN));
    given.or_else(|| places.first(|place| place.project_id.as_ref()))
}

/// The name of the project, where its id is not set: what the place with the credentials says.
pub(super) fn project_name(places: &Places<'_>) -> Option<Setting> {
    places.own(|place| place.project_name.as_ref())
}

/// The identity service, which gets to see secrets: what was given, what the place with the credentials says, or that of the
/// region. No other place may send them elsewhere.
pub(super) fn iam(given: Option<&str>, places: &Places<'_>, region: Option<&Setting>) -> Option<Setting> {
    let given = given.map(|url| Setting::new(url, GIVEN));
    let of_region = || Some(Setting::new(iam_of(&region?.value)?, OF_REGION));
    let set = given.or_else(|| places.own(|place| place.iam_endpoint.as_ref()));
    set.map(|set| Setting { value: without_user(&set.value), ..set }).or_else(of_region)
}

/// Where each service that is called is: what was given, the variable of its own, or the region.
pub(super) fn endpoints(
    given: &BTreeMap<Service, String>,
    environment: &Environment,
    region: Option<&Setting>,
) -> BTreeMap<Service, Setting> {
    let endpoint = |service: Service, variable: &str| {
        let given = given.get(&service).map(|url| Setting::new(without_user(url), GIVEN));
        let set = || environment.get(variable).map(|url| Setting::new(without_user(url), format!("`{variable}`")));
        let of_region = || Some(Setting::new(format!("https://{}", service.host(&region?.value)?), "the region"));
        Some((service, given.or_else(set).or_else(of_region)?))
    };
    let called = [(Service::Drs, "DRS_ENDPOINT"), (Service::Taurusdb, "DRS_ENDPOINT_TAURUSDB")];
    called.into_iter().filter_map(|(service, variable)| endpoint(service, variable)).collect()
}

/// An address without the user and password in it: it is refused with and without them, and shown.
fn without_user(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((start, host)) => {
            format!("{}{}@{host}", start.find("//").map_or("", |at| &start[..at + 2]), drs_diag::MASK)
        }
        None => url.to_owned(),
    }
}
