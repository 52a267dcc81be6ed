//! The environment variables of the vendor's SDKs.

use super::finding::{Finding, Look};
use crate::auth::{Environment, SourceKind};

const NAME: &str = "the environment variables `HUAWEICLOUD_SDK_*`";

/// Reads `HUAWEICLOUD_SDK_AK`, `_SK`, `_SECURITY_TOKEN`, `_PROJECT_ID` and `_IAM_ENDPOINT`.
pub(super) fn look(environment: &Environment) -> Look {
    let get = |name| environment.get(name);
    let finding = Finding::access_key(
        ["`HUAWEICLOUD_SDK_AK`", "`HUAWEICLOUD_SDK_SK`"],
        get("HUAWEICLOUD_SDK_AK"),
        get("HUAWEICLOUD_SDK_SK"),
        get("HUAWEICLOUD_SDK_SECURITY_TOKEN"),
    );
    let is_federated = get("HUAWEICLOUD_SDK_IDP_ID").is_some() && get("HUAWEICLOUD_SDK_ID_TOKEN_FILE").is_some();
    let finding = match finding {
        // Another place would act for another identity.
        Finding::Absent { .. } if is_federated => Finding::federated(),
        finding => finding,
    };
    let mut look = Look::new(SourceKind::SdkEnvironment, NAME, finding);
    look.settings.project_id = get("HUAWEICLOUD_SDK_PROJECT_ID").map(str::to_owned);
    look.settings.iam_endpoint = get("HUAWEICLOUD_SDK_IAM_ENDPOINT").map(str::to_owned);
    if is_federated {
        look.warnings.push(
            "`HUAWEICLOUD_SDK_IDP_ID` is set, with which the vendor's SDKs would use a federated identity; calls are made with \
             the access key"
                .to_owned(),
        );
    }
    look
}
