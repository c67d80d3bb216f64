//! The requested URL as recorded in a transcript's header, without credentials.

use super::target::push_parameters;
use crate::profile::masked_url::{HIDDEN, is_placeholder, masked};
use crate::profile::model::Connection;
use crate::profile::secret::is_secret_parameter;

pub use crate::profile::secret::SECRET_PARAMETERS;

/// The requested URL with its query parameters, without user and password. `connection` has its variables resolved but
/// not its secrets: `{{secret:NAME}}` stays as written.
pub fn recorded_url(connection: &Connection) -> String {
    let mut url = masked(&connection.url);
    push_parameters(connection, &mut url, HIDDEN, |name, value, is_key| {
        (is_key || is_secret_parameter(name)) && !is_placeholder(value)
    });
    url
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn recorded(connection: serde_json::Value) -> String {
        recorded_url(&serde_json::from_value(connection).expect("a connection"))
    }

    #[test]
    fn hostile_12_the_recorded_url_holds_no_credential() {
        for (url, stored) in [
            ("wss://user:pass@h/x?a=1", "wss://h/x?a=1"),
            ("wss://evil\\@prod.company/", "wss://evil/@prod.company/"),
            ("ws://h/?token=abc&a=token", "ws://h/?token=***&a=token"),
            (
                "ws://h/?Access%5FToken=abc&API_KEY=1&apiKey=2&api-key=3",
                "ws://h/?Access%5FToken=***&API_KEY=***&apiKey=***&api-key=***",
            ),
            ("ws://h/?key={{secret:k}}&token=x{{secret:k}}", "ws://h/?key={{secret:k}}&token=***"),
            (
                "ws://u:{{secret:p}}@h/{{secret:room}}?q={{secret:q}}",
                "ws://h/{{secret:room}}?q={{secret:q}}",
            ),
            ("ws://u:p@h:{{secret:port}}/x", "ws://h:{{secret:port}}/x"),
            ("ws://h/?key=&keys=1&sig", "ws://h/?key=&keys=1&sig"),
            ("ws://h", "ws://h/"),
        ] {
            assert_eq!(recorded(json!({"url": url})), stored);
        }
        for name in SECRET_PARAMETERS {
            let name = name.to_uppercase();
            assert_eq!(
                recorded(json!({"url": format!("ws://h/?{name}=x")})),
                format!("ws://h/?{name}=***")
            );
        }
    }

    #[test]
    fn hostile_12_query_rows_are_part_of_the_recorded_url() {
        let query = json!([
            {"name": "a b", "value": "1&2"}, {"name": "off", "value": "x", "enabled": false},
            {"name": "Token", "value": "abc"}, {"name": "room", "value": "{{secret:r}}"},
        ]);
        let auth = json!({"type": "api_key", "in": "query", "name": "who", "value": "k3y"});
        let connection = json!({"url": "ws://h/p?x=1", "query": query, "auth": auth});
        assert_eq!(
            recorded(connection),
            "ws://h/p?x=1&a%20b=1%262&Token=***&room={{secret:r}}&who=***"
        );
    }

    proptest::proptest! {
        #[test]
        fn hostile_12_no_user_and_no_listed_value_is_left(
            user in "[a-z]{8}", value in "[A-Z0-9]{8}", host in "[a-z]{1,9}", tail in "[ -~]{0,20}", n in 0usize..11,
        ) {
            let (name, password) = (SECRET_PARAMETERS[n], format!("{value}pw"));
            let url = format!("wss://{user}:{password}@{host}/p?{name}={value}&x={}", tail.replace(['#', '&'], ""));
            let stored = recorded(json!({"url": url}));
            proptest::prop_assert!(!stored.contains(&value), "{stored}");
            proptest::prop_assert!(!stored.contains(&format!("{user}:")), "{stored}");
        }
    }
}
