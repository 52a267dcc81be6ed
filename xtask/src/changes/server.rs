//! Which host a call goes to, and how the caller shows who he is.

use serde_json::Value;

use super::change::Effect;
use super::comparison::{At, Comparison};
use super::value::{items, list, show, text};

impl<'v> Comparison<'v> {
    /// The servers of a description or of an operation. The first one is what clients take.
    pub(super) fn servers(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At) {
        let (old, new) = (items(old), items(new));
        let same = |server: &Value, other: &Value| text(server, "url") == text(other, "url");
        let url = |servers: &'v [Value]| servers.first().map(|first| text(first, "url"));
        if url(old) != url(new) {
            let url = |servers| show(&Value::from(url(servers).unwrap_or_default()));
            self.say(Effect::Breaks, at, format!("calls go to {}, went to {}", url(new), url(old)));
        }
        for (position, server) in new.iter().enumerate() {
            let at = at.child(&position.to_string());
            match old.iter().find(|other| same(server, other)) {
                Some(before) => self.server(before, server, &at),
                None => self.say(Effect::Adds, &at, format!("{} is new", shown(server))),
            }
        }
        for (position, server) in old.iter().enumerate() {
            if !new.iter().any(|other| same(server, other)) {
                self.say(Effect::Breaks, &at.child(&position.to_string()), format!("{} is gone", shown(server)));
            }
        }
    }

    fn server(&mut self, old: &'v Value, new: &'v Value, at: &At) {
        self.each(old, new, at, &[], |this, member| match (member.key, member.old, member.new) {
            ("variables", Some(old), Some(new)) => this.each(old, new, &member.at, &[], |this, member| {
                match (member.old, member.new) {
                    (Some(old), Some(new)) => this.each(old, new, &member.at, &[], |this, member| match member.key {
                        "enum" => {
                            let (old, new) = (items(member.old), items(member.new));
                            let gone: Vec<_> = old.iter().filter(|value| !new.contains(value)).collect();
                            let more: Vec<_> = new.iter().filter(|value| !old.contains(value)).collect();
                            // Without a list, every value is possible.
                            if !gone.is_empty() && member.new.is_some() || member.old.is_none() {
                                this.say(Effect::Breaks, &member.at, format!("no longer possible: {}", list(&gone)));
                            }
                            if !more.is_empty() && member.old.is_some() || member.new.is_none() {
                                this.say(Effect::Adds, &member.at, format!("possible now: {}", list(&more)));
                            }
                        }
                        _ => this.common(member),
                    }),
                    _ => this.whole(member, Effect::Breaks, Effect::Breaks, Effect::Breaks),
                }
            }),
            _ => this.common(member),
        });
    }

    /// The ways to show who calls; any of them will do, and none is needed where there is no list or an empty way in it.
    pub(super) fn security(&mut self, old: Option<&'v Value>, new: Option<&'v Value>, at: &At) {
        let (old, new) = (items(old), items(new));
        let is_open = |ways: &[Value]| ways.is_empty() || ways.contains(&Value::Object(serde_json::Map::new()));
        for way in new.iter().filter(|way| !old.contains(way)) {
            let effect = if old.is_empty() && !is_open(new) { Effect::Breaks } else { Effect::Adds };
            self.say(effect, at, format!("{} is a way to show who calls", ways(way)));
        }
        for way in old.iter().filter(|way| !new.contains(way)) {
            let effect = if is_open(new) { Effect::Adds } else { Effect::Breaks };
            self.say(effect, at, format!("{} is no longer a way to show who calls", ways(way)));
        }
    }
}

fn shown(server: &Value) -> String {
    show(&Value::from(text(server, "url")))
}

/// The names of the schemes that are used together.
fn ways(way: &Value) -> String {
    let names: Vec<Value> = way.as_object().into_iter().flatten().map(|(name, _)| Value::from(name.as_str())).collect();
    if names.is_empty() { "nothing".to_owned() } else { list(&names.iter().collect::<Vec<_>>()) }
}
