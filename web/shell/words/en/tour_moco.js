export default {
  slow_see: 'The keys come from a momentum encoder. At each step it moves 1 % of the way towards the '
    + 'trained one: m = 0.99.',
  slow_ask: 'After 40 steps, how alike are the two encoders\u2019 embeddings of a drawing?',
  slow_near: 'Nearly the same: cosine above 0.9',
  slow_mid: 'Similar: 0.7 to 0.9',
  slow_far: 'Rather different: below 0.7',
  slow_was_far: 'Their cosine is {lag}. Training moves fast at first, and at 1 % a step the momentum '
    + 'encoder has come only about a third of the way. R@1, the share of drawings whose nearest '
    + 'neighbour is the same thing by another artist, is {now}.',
  slow_was_mid: 'Their cosine is {lag}: the momentum encoder follows some steps behind.',
  slow_was_near: 'Their cosine is {lag}: the trained encoder has hardly moved.',

  copy_see: 'm = 0: the key encoder is a copy of the trained one, always up to date.',
  copy_ask: 'After 40 steps, will R@1 be higher than with m = 0.99?',
  copy_yes: 'Higher: fresh keys are better',
  copy_no: 'Lower',
  copy_was_no: 'R@1 is {now} against {was}. The queue holds keys of 16 batches, each made by another '
    + 'encoder. They no longer fit the query of today or each other, and comparing them misleads.',
  copy_was_yes: 'R@1 is {now} against {was}.',

  fixed_see: 'm = 1: the keys come from a network that never learns.',
  fixed_ask: 'After 40 steps, what has the trained encoder learnt?',
  fixed_none: 'Next to nothing',
  fixed_much: 'About as much as with m = 0.99',
  fixed_was_much: 'R@1 is {now} against {was}. A random network already keeps much of a picture, and '
    + 'its keys never age: for a start, keys that agree with each other matter more than good ones.',
  fixed_was_none: 'R@1 is {now} against {was}.',

  beat: 'Beat raw pixels: R@1 above the dashed line under Retrieval',
  apart: 'Let the two encoders drift apart: a cosine below 0.4',
};
