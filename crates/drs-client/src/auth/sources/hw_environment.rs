//! The environment variables of terraform's provider.

use super::finding::{Finding, Holds, Look};
use crate::auth::{Credential, Environment, Login, SourceKind};

const NAME: &str = "the environment variables `HW_*`";

/// Reads a token, an access key or a password, in this order. The token of a password is for the project that is named, or else
/// for that of the region.
pub(super) fn look(environment: &Environment, region: Option<&str>) -> Look {
    let mut look = Look::new(SourceKind::HwEnvironment, NAME, finding(environment, region));
    look.settings.region = environment.get("HW_REGION_NAME").map(str::to_owned);
    look.settings.project_id = environment.get("HW_PROJECT_ID").map(str::to_owned);
    look.settings.project_name = environment.get("HW_PROJECT_NAME").map(str::to_owned);
    look.settings.iam_endpoint = environment.get("HW_AUTH_URL").map(str::to_owned);
    if environment.get("HW_ASSUME_ROLE_AGENCY_NAME").is_some() {
        look.warnings.push(
            "`HW_ASSUME_ROLE_AGENCY_NAME` is set, with which terraform would act for an agency; calls are made without"
                .to_owned(),
        );
    }
    look
}

fn finding(environment: &Environment, region: Option<&str>) -> Finding {
    let get = |name| environment.get(name);
    if let Some(token) = get("HW_AUTH_TOKEN") {
        return Finding::Complete(Holds::Credential(Credential::token(token)));
    }
    let key = Finding::access_key(
        ["`HW_ACCESS_KEY`", "`HW_SECRET_KEY`"],
        get("HW_ACCESS_KEY"),
        get("HW_SECRET_KEY"),
        get("HW_SECURITY_TOKEN"),
    );
    let user = environment.first(&["HW_USER_ID", "HW_USER_NAME"]);
    let password = get("HW_USER_PASSWORD");
    if !matches!(key, Finding::Absent { .. }) || (user.is_none() && password.is_none()) {
        return key;
    }
    let missing = |what: &str| Finding::Incomplete { missing: what.to_owned() };
    let Some((name, user)) = user else { return missing("`HW_USER_NAME`") };
    let Some(password) = password else { return missing("`HW_USER_PASSWORD`") };
    let login = match (name, get("HW_DOMAIN_ID"), get("HW_DOMAIN_NAME")) {
        ("HW_USER_ID", ..) => Login::of_user_id(user, password),
        (_, Some(domain), _) => Login::in_domain_id(domain, user, password),
        (_, None, Some(domain)) => Login::new(domain, user, password),
        (_, None, None) => return missing("`HW_DOMAIN_NAME`"),
    };
    Finding::Complete(Holds::Login(match (get("HW_PROJECT_ID"), get("HW_PROJECT_NAME").or(region)) {
        (Some(id), _) => login.project_id(id),
        (None, Some(name)) => login.project_name(name),
        (None, None) => return missing("`HW_REGION_NAME`"),
    }))
}
