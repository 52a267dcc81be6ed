//! A unified diff of bounded length, in bounded time.

use similar::TextDiff;

/// Characters of a line that are shown; lines of generated tables are far longer.
const WIDTH: usize = 160;

/// Lines on either side that are compared from the first difference on.
const COMPARED: usize = 500;

/// Equal lines shown around a change.
const CONTEXT: usize = 2;

/// What to do to `old` to get `new`, at most `shown` lines of it. Hunks are headed by the line of `new` at which they start.
pub fn unified(old: &str, new: &str, shown: usize) -> String {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let start = same.saturating_sub(CONTEXT);
    let window = |length: usize| start..length.min(same + COMPARED);
    let diff = TextDiff::from_slices(&old[window(old.len())], &new[window(new.len())]);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let first = hunk.ops().first().map_or(0, |op| op.new_range().start);
        lines.push(format!("line {}:", start + first + 1));
        lines.extend(
            hunk.iter_changes().map(|change| format!("{}{}", change.tag(), shorten(change.value().trim_end()))),
        );
    }
    let left_out = lines.len().saturating_sub(shown);
    lines.truncate(shown);
    if left_out > 0 || old.len().max(new.len()) > same + COMPARED {
        lines.push("… and more".to_owned());
    }
    lines.join("\n")
}

fn shorten(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let kept: String = line.chars().take(WIDTH).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::unified;

    #[test]
    fn lines_are_those_of_the_new_text() {
        let old: String = ["a\n"; 20].concat() + "b\nc\nd\n";
        let new: String = ["a\n"; 20].concat() + "b\nC\nd\n";
        assert_snapshot!(unified(&old, &new, 10), @"
        line 20:
         a
         b
        -c
        +C
         d
        ");
    }

    #[test]
    fn length_width_and_time_are_bounded() {
        let old = "1\n2\n3\n".repeat(100_000);
        let diff = unified(&old, &old.replace('1', "one"), 5);
        assert_eq!(diff.lines().count(), 6, "{diff}");
        assert!(diff.ends_with("and more"), "{diff}");
        let wide = unified("a\n", &"x".repeat(10_000), 5);
        assert!(wide.len() < 300, "{}", wide.len());
    }

    #[test]
    fn a_text_may_be_empty() {
        assert_snapshot!(unified("", "a\n", 10), @"
        line 1:
        +a
        ");
        assert_snapshot!(unified("a\nb\n", "a\n", 10), @"
        line 1:
         a
        -b
        ");
    }
}
