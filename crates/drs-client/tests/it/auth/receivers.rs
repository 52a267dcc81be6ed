//! Who gets to see a secret: the service that the place of the credentials names, and nobody that another place names.

use drs_client::Service;
use drs_client::auth::{CredentialError, Environment, Resolved, Resolver};

use crate::peer::{Peer, Response};

const USER: [(&str, &str); 4] =
    [("HW_USER_NAME", "m"), ("HW_USER_PASSWORD", "canary"), ("HW_DOMAIN_NAME", "d"), ("HW_REGION_NAME", "cn-north-4")];
const KEY: [(&str, &str); 2] = [("HW_ACCESS_KEY", "AKEXAMPLE000000000AB"), ("HW_SECRET_KEY", "canary")];

fn resolver(variables: &[&[(&str, &str)]]) -> Resolver {
    Resolver::new(Environment::new(variables.concat(), None))
}

fn iam(resolved: &Resolved) -> &str {
    resolved.iam_endpoint.as_ref().map_or("", |iam| &iam.value)
}

#[test]
fn another_place_does_not_name_the_identity_service() {
    let of_others = ("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://iam.example.com");
    assert_eq!(iam(&resolver(&[&USER, &[of_others]]).resolve()), "https://iam.cn-north-4.myhuaweicloud.com");
    let own = ("HW_AUTH_URL", "https://iam.example.org/v3");
    assert_eq!(iam(&resolver(&[&USER, &[of_others, own]]).resolve()), "https://iam.example.org/v3");
    let given = resolver(&[&[own]]).token("canary").region("cn-north-4").resolve();
    assert_eq!(iam(&given), "https://iam.cn-north-4.myhuaweicloud.com");
}

#[test]
fn a_federated_identity_is_not_replaced_by_another_one() {
    let federated = [("HUAWEICLOUD_SDK_IDP_ID", "idp"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/token")];
    let resolved = resolver(&[&federated, &KEY]).resolve();
    let error = resolved.credentials.unwrap_err().to_string();
    assert!(error.contains("`HUAWEICLOUD_SDK_*`") && error.contains("federated identity"), "{error}");
}

#[tokio::test]
async fn the_project_is_the_one_that_is_named() {
    let peer = Peer::start_many(vec![Response::json(200, r#"{"projects": [{"id": "sub"}]}"#)]).await;
    let url = peer.url();
    let named =
        [("HW_PROJECT_NAME", "cn-north-4_sub"), ("HW_REGION_NAME", "cn-north-4"), ("HW_AUTH_URL", url.as_str())];
    let project = resolver(&[&KEY, &named]).resolve().project_id().await.unwrap();
    assert_eq!(project.value, "sub");
    let sent = peer.all().await;
    assert_eq!(sent[0].target, "GET /v3/projects?name=cn-north-4_sub");
}

#[tokio::test]
async fn the_identity_service_of_a_region_is_not_asked_about_another_service() {
    let region = [("HW_REGION_NAME", "cn-north-4")];
    let resolved = resolver(&[&KEY, &region]).endpoint(Service::Drs, "http://127.0.0.1:9").resolve();
    let error = resolved.project_id().await.unwrap_err();
    assert!(matches!(error, CredentialError::Project { region: None, .. }), "{error}");
}

#[test]
fn members_of_two_keys_are_not_paired() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".huaweicloud");
    std::fs::create_dir_all(&folder).unwrap();
    let other = "[other]\nak = A\nak = B\n";
    for text in ["[basic]\nak = A\nsk = canary\n[basic]\nak = B\n", "[basic]\nak = A\nsk = canary\nAK: B\n"] {
        std::fs::write(folder.join("credentials"), format!("{other}{text}")).unwrap();
        let environment = Environment::new([("", "")], Some(home.path().to_owned()));
        let error = Resolver::new(environment).resolve().credentials.unwrap_err().to_string();
        assert!(error.contains("twice") && !error.contains("canary"), "{error}");
    }
}
