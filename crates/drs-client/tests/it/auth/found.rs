//! What is found in an environment and in files, and which place decides: each case is shown with what came of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use drs_client::auth::{Asked, Environment, Resolved, Resolver};
use drs_client::{Secret, Service};
use insta::assert_snapshot;

const SDK: [(&str, &str); 2] = [("HUAWEICLOUD_SDK_AK", "AKEXAMPLE000000000AB"), ("HUAWEICLOUD_SDK_SK", "canary-sdk")];
const HW: [(&str, &str); 2] = [("HW_ACCESS_KEY", "AKEXAMPLE000000000CD"), ("HW_SECRET_KEY", "canary-hw")];
const USER: [(&str, &str); 3] =
    [("HW_USER_NAME", "migration"), ("HW_USER_PASSWORD", "canary-password"), ("HW_DOMAIN_NAME", "the-account")];
const REGION: (&str, &str) = ("HW_REGION_NAME", "cn-north-4");

const CREDENTIALS: &str = ".huaweicloud/credentials";
const BASIC: &str = "[basic]\nak = AKEXAMPLE000000000EF\nsk = canary-file\nproject_id = project-of-the-file\n";
const KOOCLI: &str = ".hcloud/config.json";
const PROFILE: &str = r#"{"current": "prod", "profiles": [{"name": "prod", "mode": "AKSK", "region": "eu-west-101",
  "projectId": "project-of-koocli", "accessKeyId": "AKEXAMPLE000000000GH", "secretAccessKey": "canary-koocli"}]}"#;

/// A home folder with files, and variables.
struct Case<'c> {
    name: &'c str,
    variables: &'c [(&'c str, &'c str)],
    files: &'c [(&'c str, &'c str)],
}

/// What a resolver finds, as text: the case, then what came of it.
fn found(case: &Case<'_>, set_up: impl FnOnce(Resolver) -> Resolver) -> String {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in case.files {
        write_private(&home.path().join(path), text);
    }
    let expand = |value: &str| value.replace('~', home.path().to_str().unwrap());
    let variables = case.variables.iter().map(|(name, value)| (*name, Secret::from(expand(value))));
    let environment = Environment::new(variables, Some(home.path().to_owned()));
    let resolved = set_up(Resolver::new(environment)).resolve();
    let shown = format!("{}{}", heading(case), outcome(&resolved));
    let everything = format!("{shown} {resolved:?}");
    assert!(!everything.contains("canary"), "{everything}");
    shown.replace(home.path().to_str().unwrap(), "~")
}

fn write_private(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

fn heading(case: &Case<'_>) -> String {
    let mut shown = format!("== {}\n", case.name);
    for (name, _) in case.variables {
        writeln!(shown, "   {name}").unwrap();
    }
    for (path, _) in case.files {
        writeln!(shown, "   ~/{path}").unwrap();
    }
    shown
}

fn outcome(resolved: &Resolved) -> String {
    let mut shown = String::new();
    match &resolved.credentials {
        Ok(found) => {
            let key = found.access_key.as_deref().map_or_else(String::new, |key| format!(" {key}"));
            writeln!(shown, "{}{key} from {}", found.kind, found.source).unwrap();
        }
        Err(error) => {
            writeln!(shown, "error: {error}").unwrap();
            let help = error.help();
            shown.extend(help.map(|help| format!("help: {help}\n")));
        }
    }
    let settings = [("region", &resolved.region), ("project", &resolved.project_id), ("iam", &resolved.iam_endpoint)];
    let endpoints = resolved.endpoints.iter().map(|(service, endpoint)| (service.id(), Some(endpoint)));
    let settings = settings.map(|(name, setting)| (name, setting.as_ref()));
    for (name, setting) in settings.into_iter().chain(endpoints) {
        shown.extend(setting.map(|setting| format!("{name}: {} from {}\n", setting.value, setting.origin)));
    }
    for place in &resolved.looked_at {
        let detail = place.detail.as_deref().map_or_else(String::new, |detail| format!(": {detail}"));
        writeln!(shown, "  {:13} {}{detail}", place.state, place.source).unwrap();
    }
    shown.extend(resolved.warnings.iter().map(|warning| format!("warning: {warning}\n")));
    shown
}

fn all(cases: &[Case<'_>]) -> String {
    cases.iter().map(|case| found(case, |resolver| resolver)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_first_place_that_has_anything_decides() {
    let both = [SDK, HW].concat();
    let same = [SDK[0], SDK[1], ("HW_ACCESS_KEY", SDK[0].1), ("HW_SECRET_KEY", SDK[1].1)];
    let half = [&SDK[..1], &HW].concat();
    let files = [(CREDENTIALS, BASIC), (KOOCLI, PROFILE)];
    let cases = [
        Case { name: "nothing", variables: &[], files: &[] },
        Case { name: "everything", variables: &[both.as_slice(), &[REGION]].concat(), files: &files },
        Case { name: "the same twice", variables: &same, files: &[] },
        Case { name: "the first half of one, and another", variables: &half, files: &files },
        Case { name: "the second half", variables: &SDK[1..], files: &[] },
        Case { name: "a security token alone", variables: &[("HUAWEICLOUD_SDK_SECURITY_TOKEN", "canary")], files: &[] },
        Case { name: "empty variables", variables: &[(SDK[0].0, ""), (SDK[1].0, "")], files: &files },
        Case { name: "the last place", variables: &[], files: &files[1..] },
    ];
    assert_snapshot!(all(&cases));
}

#[test]
fn variables_of_terraform() {
    let token = [&[("HW_AUTH_TOKEN", "canary-token")][..], &HW, &USER].concat();
    let key = [&HW[..], &USER, &[("HW_ASSUME_ROLE_AGENCY_NAME", "agency")]].concat();
    let temporary = [&HW[..], &[("HW_SECURITY_TOKEN", "canary-temporary")]].concat();
    let user = [&USER[..], &[REGION]].concat();
    let elsewhere = [&USER[..], &[("HW_PROJECT_ID", "p"), ("HW_AUTH_URL", "https://iam.example.com/v3")]].concat();
    let nowhere = [&USER[..], &[("HW_PROJECT_ID", "p")]].concat();
    let european = [&USER[..], &[("HW_REGION_NAME", "eu-west-101")]].concat();
    let cases = [
        Case { name: "a token comes first", variables: &token, files: &[] },
        Case { name: "then a key", variables: &key, files: &[] },
        Case { name: "a temporary key", variables: &temporary, files: &[] },
        Case { name: "then user and password", variables: &user, files: &[] },
        Case { name: "without a region", variables: &USER, files: &[] },
        Case { name: "without an account", variables: &[USER[0], USER[1], REGION], files: &[] },
        Case { name: "without a user", variables: &[USER[1], REGION], files: &[] },
        Case { name: "without a password", variables: &[("HW_USER_ID", "u"), REGION], files: &[] },
        Case { name: "an identity service of its own", variables: &elsewhere, files: &[] },
        Case { name: "no identity service", variables: &nowhere, files: &[] },
        Case { name: "another site", variables: &european, files: &[] },
    ];
    assert_snapshot!(all(&cases));
}

#[test]
fn files_as_they_are_found() {
    let variable = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "~/elsewhere")];
    let file = |text| [(CREDENTIALS, text)];
    let twice = "[basic]\nak = A\nAK = B\nsk = canary\n";
    let percent = "[basic]\nak = AKEXAMPLE000000000EF\nsk = canary%%25\nsecurity_token = canary%41\n";
    let odd = "\u{feff}; of a colleague\n[basic]\n# two ways to write it\nAK: AKEXAMPLE000000000EF\nsk = \"canary\" # canary\n";
    let broken = "[basic\nak = canary\n";
    let federated = "[basic]\nidp_id = i\nid_token_file = f\n";
    let cases = [
        Case { name: "another file", variables: &variable, files: &[("elsewhere", BASIC), (CREDENTIALS, "")] },
        Case { name: "another file that does not exist", variables: &variable, files: &file(BASIC) },
        Case { name: "other sections", variables: &[], files: &file("[global]\nak = a\nsk = canary\n[basic-x]\n") },
        Case { name: "an empty file", variables: &[], files: &file("") },
        Case { name: "a section without a secret", variables: &[], files: &file("[basic]\nak = AKEXAMPLE\nsk =\n") },
        Case { name: "an empty section", variables: &[], files: &file("[basic]\n") },
        Case { name: "a federated identity", variables: &[], files: &file(federated) },
        Case { name: "a name twice", variables: &[], files: &file(twice) },
        Case { name: "percent signs", variables: &[], files: &file(percent) },
        Case { name: "comments, quotes and a mark", variables: &[], files: &file(odd) },
        Case { name: "no ini file", variables: &[], files: &file(broken) },
        Case { name: "a folder", variables: &[], files: &[(".huaweicloud/credentials/x", "")] },
    ];
    assert_snapshot!(all(&cases));
}

#[test]
fn profiles_of_koocli() {
    let of = |profile: &str| format!(r#"{{"language": "en", "current": "p", "profiles": [{profile}]}}"#);
    let key = r#""accessKeyId": "AKEXAMPLE000000000GH", "secretAccessKey": "canary""#;
    let long = "canary".repeat(14);
    let texts = [
        ("plain", of(&format!(r#"{{"name": "p", {key}, "securityToken": ""}}"#))),
        ("single sign-on", of(&format!(r#"{{"name": "p", "mode": "SSO", "ssoAuth": {{"stsToken": {{{key}}}}}}}"#))),
        ("single sign-on that has ended", of(r#"{"name": "p", "mode": "SSO", "ssoAuth": null}"#)),
        ("an agency", of(r#"{"name": "p", "mode": "ecsAgency", "agencyName": "a"}"#)),
        ("a key and an agency", of(&format!(r#"{{"name": "p", "agencyName": "a", {key}}}"#))),
        ("an encrypted key", of(r#"{"name": "p", "accessKeyId": "Y2FuYXJ5+=", "secretAccessKey": "canary"}"#)),
        (
            "an encrypted secret",
            of(&format!(r#"{{"name": "p", "accessKeyId": "AKEXAMPLE000000000GH", "secretAccessKey": "{long}"}}"#)),
        ),
        ("no secret", of(r#"{"name": "p", "accessKeyId": "AKEXAMPLE000000000GH"}"#)),
        ("no current profile", format!(r#"{{"profiles": [{{"name": "p", {key}}}, {{"name": "q"}}]}}"#)),
        ("no profile", r#"{"current": "p"}"#.to_owned()),
        ("a number as secret", of(r#"{"name": "p", "secretAccessKey": 7351}"#)),
        ("no JSON", r#"{"current": canary}"#.to_owned()),
    ];
    let shown: Vec<_> = texts
        .iter()
        .map(|(name, text)| found(&Case { name, variables: &[], files: &[(KOOCLI, text)] }, |resolver| resolver))
        .collect();
    assert!(!shown.concat().contains("7351"));
    assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_profile_is_the_one_that_was_asked_for() {
    let two = format!("{BASIC}region = cn-north-9\n[prod]\nak = AKEXAMPLE000000000IJ\nsk = canary-prod\n");
    let files = [(CREDENTIALS, two.as_str()), (KOOCLI, PROFILE)];
    let variables = [SDK[0], SDK[1], ("HUAWEICLOUD_SDK_PROJECT_ID", "project-of-the-sdk"), REGION];
    let by_variable = [("DRS_PROFILE", "basic"), SDK[0]];
    let case = |name| Case { name, variables: &variables, files: &files };
    let ask = |name| found(&case(name), |resolver| resolver.profile(name));
    let cases = [
        ask("basic"),
        ask("prod"),
        ask("sdk:prod"),
        ask("hcloud:prod"),
        ask("absent"),
        ask("sdk:absent\u{1b}[2J"),
        ask("hcloud:absent"),
        found(&Case { name: "DRS_PROFILE", variables: &by_variable, files: &files }, |resolver| resolver),
        found(&Case { name: "no file", variables: &variables, files: &[] }, |resolver| resolver.profile("sdk:x")),
    ];
    assert_snapshot!(cases.join("\n"));
}

#[test]
fn what_is_given_comes_first() {
    let variables = [SDK[0], SDK[1], ("HW_PROJECT_ID", "project-of-terraform"), REGION, ("DRS_REGION", "cn-nort-4")];
    let endpoints = [("DRS_ENDPOINT", "http://127.0.0.1:1"), ("DRS_ENDPOINT_TAURUSDB", "http://127.0.0.1:2"), REGION];
    let pod = [("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.1.1"), SDK[0], SDK[1]];
    let whole_pod = [pod[0], ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/token")];
    let case = |name| Case { name, variables: &variables, files: &[] };
    let key = |resolver: Resolver| resolver.access_key("AKEXAMPLE000000000KL").secret_key("canary");
    let cases = [
        found(&case("a key and settings"), |resolver| {
            let resolver = key(resolver).region("cn-north-9").project_id("given").iam_endpoint("https://localhost");
            resolver.endpoint(Service::Drs, "https://localhost")
        }),
        found(&case("a token"), |resolver| resolver.token("canary")),
        found(&case("a token and a key"), |resolver| key(resolver).token("canary")),
        found(&case("half a key"), |resolver| resolver.access_key("AKEXAMPLE000000000KL")),
        found(&case("metadata"), |resolver| resolver.ask(Asked::Metadata)),
        found(&case("metadata and a key"), |resolver| key(resolver).ask(Asked::Metadata)),
        found(&case("metadata and a profile"), |resolver| resolver.ask(Asked::Metadata).profile("p")),
        found(&Case { name: "half a pod", variables: &pod, files: &[] }, |resolver| resolver.ask(Asked::Pod)),
        found(&Case { name: "a pod", variables: &whole_pod, files: &[] }, |resolver| resolver.ask(Asked::Pod)),
        found(&Case { name: "endpoints", variables: &endpoints, files: &[] }, |resolver| resolver),
    ];
    assert_snapshot!(cases.join("\n"));
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(CREDENTIALS);
    write_private(&path, BASIC);
    let warnings = || {
        let environment = Environment::new([("", "")], Some(home.path().to_owned()));
        Resolver::new(environment).resolve().warnings
    };
    assert_eq!(warnings(), [""; 0]);
    for mode in [0o640, 0o604] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let expected = "`~/.huaweicloud/credentials` can be read by other users of this machine; `chmod 600` ends that";
        assert_eq!(warnings(), [expected]);
    }
}
