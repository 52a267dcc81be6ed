//! The levels: the parts of what is generated that mistakes are planted in, and when one fails.

use super::score::Score;

/// A part of what is generated.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) name: &'static str,
    /// How many mistakes can be planted at least. Fewer mean that what is generated is no longer understood, which would
    /// otherwise look like a corpus without gaps.
    least: usize,
}

pub(super) const ACCEPT: Level = Level { name: "the fast path to valid", least: 4_000 };
pub(super) const SCHEMAS: Level = Level { name: "the published schemas", least: 2_500 };
pub(super) const TABLES: Level = Level { name: "the tables of the validator", least: 3_000 };
pub(super) const AUTOMATA: Level = Level { name: "the automata of the patterns", least: 20_000 };

/// Of ten thousand mistakes that change something, how many are noticed at least; what is missing is listed one by one.
const LEAST: usize = 9900;

impl Level {
    /// That many of all mistakes, evenly spread and always the same.
    ///
    /// # Errors
    /// There are too few of them.
    pub(super) fn sample<T>(&self, all: Vec<T>, wanted: Option<usize>) -> anyhow::Result<Vec<T>> {
        let count = all.len();
        let Self { name, least } = self;
        anyhow::ensure!(count >= *least, "{count} mistakes can be planted in {name}, fewer than {least}");
        Ok(thin(all, wanted))
    }

    /// Why a level with this score fails, if it does.
    pub(super) fn failure(&self, score: &Score) -> Option<String> {
        match score.share() {
            None => Some(format!("nothing was judged in {}", self.name)),
            Some(share) if share < LEAST => Some(format!("too many mistakes go unnoticed in {}", self.name)),
            Some(_) => None,
        }
    }
}

/// That many of them, evenly spread and always the same.
fn thin<T>(all: Vec<T>, wanted: Option<usize>) -> Vec<T> {
    let count = all.len();
    let wanted = wanted.unwrap_or(count).min(count);
    let kept = all.into_iter().enumerate().filter(|(index, _)| (index * wanted) % count < wanted);
    kept.map(|(_, it)| it).collect()
}

#[cfg(test)]
mod tests {
    use super::super::score::Fate;
    use super::*;

    const LEVEL: Level = Level { name: "a level", least: 100 };

    fn failure(noticed: usize, survived: usize, idle: usize) -> Option<String> {
        let mut score = Score::default();
        (0..noticed).for_each(|_| score.count(String::new(), &Fate::Noticed(String::new()), || None));
        (0..survived).for_each(|_| score.count(String::new(), &Fate::Survived, || None));
        (0..idle).for_each(|_| score.count(String::new(), &Fate::Survived, || Some("it changes nothing")));
        LEVEL.failure(&score)
    }

    #[test]
    fn a_level_passes_if_99_of_100_are_noticed() {
        assert_eq!(failure(99, 1, 50), None);
        assert_eq!(failure(98, 1, 0).as_deref(), Some("too many mistakes go unnoticed in a level"));
    }

    #[test]
    fn a_level_with_nothing_to_judge_fails() {
        assert_eq!(failure(0, 0, 0).as_deref(), Some("nothing was judged in a level"));
        assert_eq!(failure(0, 0, 200).as_deref(), Some("nothing was judged in a level"));
    }

    #[test]
    fn a_level_with_few_mistakes_fails_whatever_the_sample() {
        for wanted in [None, Some(10)] {
            let error = LEVEL.sample(vec![(); 99], wanted).unwrap_err();
            assert_eq!(error.to_string(), "99 mistakes can be planted in a level, fewer than 100");
        }
        assert_eq!(LEVEL.sample(vec![(); 100], None).unwrap().len(), 100);
    }

    #[test]
    fn a_sample_is_spread_evenly_and_of_the_size_that_was_asked_for() {
        assert_eq!(thin((0..10).collect(), Some(3)), [0, 4, 7]);
        assert_eq!(thin((0..10).collect(), Some(99)).len(), 10);
        assert_eq!(thin(vec!['a', 'b'], None), ['a', 'b']);
        assert!(thin(Vec::<u8>::new(), Some(3)).is_empty());
    }
}
