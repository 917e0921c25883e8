export default {
  gap_see: 'Two networks, one for drawings and one for texts, and both know nothing yet.',
  gap_ask: 'Where are the two clouds before training, and after 40 steps?',
  gap_mixed: 'Mixed from the start',
  gap_apart: 'Apart, then nearer',
  gap_never: 'Apart, and they stay as far apart',
  gap_was_apart: 'The gap between their means is {gap}. Two untrained networks point in directions '
    + 'of their own; training brings the clouds together, but not wholly.',
  gap_was_never: 'The gap between their means is {gap}.',

  names_see: '30 % of the drawings now carry the names of other things, as pictures on the web do.',
  names_ask: 'After 40 steps, how much of R@5 (names whose drawing is among the first five) is lost?',
  names_all: 'Nearly all',
  names_part: 'Some of it',
  names_none: 'Nothing',
  names_was_part: 'R@5 is {now}; without the noise it was {was}. Wrong pairs all point elsewhere and '
    + 'mostly cancel out, while right ones add up: noise slows learning more than it misleads.',
  names_was_all: 'R@5 is {now}; without the noise it was {was}.',
  names_was_none: 'R@5 is {now}; without the noise it was {was}.',

  new_see: 'Held out now are whole things, name and drawings, instead of one artist.',
  new_ask: 'After 40 steps, will R@5 be lower?',
  new_lower: 'Lower: it has never seen these things',
  new_higher: 'Higher',
  new_was_higher: 'R@5 is {now} against {was}, but the question has become easier: 317 drawings compete '
    + 'instead of 1,586. Before comparing two scores, ask among how many the right one was sought.',
  new_was_lower: 'R@5 is {now} against {was}.',

  five: 'Put one name in ten among the first five: R@5 above 10 %',
  close: 'Bring the clouds within 0.3 of each other',
};
