export default {
  whole_see: 'SimSiam on made-up things: one view is to predict the other, and nothing is pushed apart.',
  whole_ask: 'The loss would be lowest if every drawing got the same answer. Is that so after 200 steps?',
  whole_yes: 'Yes, nearly one point',
  whole_no: 'No, they are spread out',
  whole_was_no: 'Spread is {std}, and 1 is all over the sphere. The predictor and the stop-gradient '
    + 'prevent the collapse: the side that is predicted does not move towards the prediction.',
  whole_was_yes: 'Spread is {std}; 0 is one point.',

  stop_see: 'The same without stop-gradient: both sides now move towards each other.',
  stop_ask: 'After 200 steps, what will loss and spread say?',
  stop_worse: 'The loss is worse',
  stop_fine: 'The loss is better, and the spread stays',
  stop_gone: 'The loss is better, and the spread is gone',
  stop_was_gone: 'The loss is {loss}, and −1 is perfect; before it was {was}. The spread is {std}. '
    + 'Everything gets the same answer, and agreement is total. The loss does not warn you.',

  var_see: 'VICReg with agreement alone: the terms for variance and covariance are off.',
  var_ask: 'After 200 steps, do the nearest neighbours (k-NN) give the collapse away?',
  var_yes: 'Yes, it falls to chance, 12 %',
  var_part: 'Only in part',
  var_was_part: 'Spread is down to {std}, yet k-NN still gets {knn}. However near the points are to each '
    + 'other, their order stays, and nearest neighbours see only order. Look at the spread.',
  var_was_yes: 'Spread is {std}, and k-NN is {knn}.',

  fall: 'Cause a collapse: a spread below 0.1',
  blind: 'Hide one: a spread below 0.1 with k-NN still above 60 %',
  stand: 'Reach 95 % k-NN on made-up things, without a negative',
};
