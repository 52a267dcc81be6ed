//! Which names are those of secrets.

use super::Secrets;

#[test]
fn which_keys_are_secret() {
    let secrets = Secrets::new(&["db_password", "password", "ssl_cert_key", "token"]);
    for key in [
        "db_password",
        "DB_PASSWORD",
        "dbPassword",
        "db-password",
        "db.password",
        "db password",
        "dbpassword",
        "db_pasword",
        "db_passwrod",
        "db_pass_word",
        "password",
        "Password",
        "pasword",
        "passwrd",
        "apssword",
        "passwords",
        "password__",
        "ssl_cert_key",
        "sslCertKey",
        "ssl_cret_key",
        "token",
        "Token",
        "to_ken",
        "\u{202e}\u{200b}pass\u{ad}word",
        "tokens",
        "a_very_long_key_that_only_ends_in_password",
    ] {
        assert!(secrets.is_secret(key), "{key}");
    }
    for key in [
        "",
        "db_name",
        "db_user",
        "db_port",
        "pass",
        "keyword",
        "ssl_cert_name",
        "ssl_cert",
        "toke",
        "tokne",
        "password_policy",
    ] {
        assert!(!secrets.is_secret(key), "{key}");
    }
    assert!(!Secrets::default().is_secret("password"));
}
#[test]
fn names_inside_longer_ones() {
    let names = [
        "X-Auth-Token",
        "access_key",
        "ak",
        "api_key",
        "auth",
        "client_secret",
        "cookie",
        "db_password",
        "pass",
        "passw",
        "passwd",
        "password",
        "private_key",
        "psw",
        "pwd",
        "secret",
        "sk",
        "token",
        "密码",
    ];
    let secrets = Secrets::new(&names);
    for key in [
        "source_db_password",
        "admin_password",
        "user_pwd",
        "dest_db_password",
        "root_password",
        "old_password",
        "sasl_password",
        "truststore_password",
        "encrypted_password",
        "password_confirm",
        "passwordHash",
        "PasswordHash",
        "userPassWord",
        "userpassword",
        "rootPasswd2",
        "admin_pass",
        "db_passw",
        "psw",
        "HUAWEICLOUD_SDK_SK",
        "AccessKeySecret",
        "access_key_id",
        "MY_ACCESS_KEY_2",
        "api_token",
        "iam_token",
        "tokens",
        "apitoken",
        "Set-Cookie",
        "basic_auth",
        "source_db_pasword",
        "new passwrod",
        "数据库密码",
        "数据库password",
        "PGPASSWORD",
    ] {
        assert!(secrets.is_secret(key), "{key}");
    }
    for key in [
        "primary_key",
        "partition_key",
        "sort_key",
        "shard_key",
        "key",
        "keys",
        "tokenizer",
        "tokenize_column",
        "secretary",
        "bypass",
        "compass",
        "pass_rate",
        "task",
        "task_id",
        "disk",
        "author",
        "auth_type",
        "password_policy",
        "passwordPolicy",
        "passwordpolicy",
        "password_min_length",
        "token_type",
        "token_expires_in",
        "max_tokens",
        "tables_with_token",
        "is_set_password",
        "hasPassword",
        "密码策略",
        "sk_customer",
        "access_type",
    ] {
        assert!(!secrets.is_secret(key), "{key}");
    }
}

#[test]
fn what_is_hidden_in_a_text() {
    let secrets = Secrets::new(&["password"]);
    let hidden = |text| secrets.hide_in(text);
    assert_eq!(hidden("moved with password=x, see ticket").as_deref(), Some("moved with password=***"));
    assert_eq!(hidden("a://b:x@h, c://d:y@h").as_deref(), Some("a://b:***@h, c://d:***@h"));
    assert_eq!(hidden("a://b:x@y@h password=z").as_deref(), Some("a://b:***@h password=***"));
    assert_eq!(hidden("moved"), None);
}
