export default {
  even_see: '64 prototypes. Sinkhorn\u2019s iterations share the drawings out among them, equally.',
  even_ask: 'After 30 steps, how much does the largest prototype collect?',
  even_fair: 'Less than 5 %',
  even_large: '5 to 30 %',
  even_most: 'More',
  even_was_fair: 'The largest holds {largest}; an equal share is 1.6 %. The balance is kept in every '
    + 'batch, so no prototype can grow at the cost of the others.',
  even_was_large: 'The largest holds {largest}; an equal share is 1.6 %.',
  even_was_most: 'The largest holds {largest}; an equal share is 1.6 %.',

  free_see: 'Without Sinkhorn: every view goes to the prototype it is nearest to.',
  free_ask: 'After 30 steps, how does the loss compare with before?',
  free_higher: 'Higher: the groups are unequal',
  free_lower: 'Lower, almost zero',
  free_was_lower: 'The loss is {loss}; it was {was}. One prototype holds {largest} of all drawings, so it '
    + 'is easy to predict. A perfect score, and nothing learnt: R@1 is {now}.',
  free_was_higher: 'The loss is {loss}; it was {was}.',

  soft_see: 'Balanced again, but softly: ε = 1 instead of 0.02.',
  soft_ask: 'Where will the loss be after 30 steps?',
  soft_lower: 'Below 2.9',
  soft_stuck: 'Stuck at ln 64 = 4.16',
  soft_was_stuck: 'The loss is {loss}. So softly, every drawing belongs to every prototype alike; there is '
    + 'nothing to predict but a 64th for each, and that costs ln 64.',
  soft_was_lower: 'The loss is {loss}.',

  all: 'Let one prototype collect more than 90 %',
  easy: 'Keep the balance (Sinkhorn on, no prototype above 70 %) and get the loss below 1',
};
