export default {
  zero_see: 'Four pairs, eight free points on a circle. Only the loss moves them.',
  zero_ask: 'When every pair has closed up, what will the loss be?',
  zero_none: 'Exactly zero',
  zero_some: 'Small, but above zero',
  zero_was_some: 'The pairs closed up, and the loss is still {loss} nats. Negatives never count '
    + 'for nothing: with four pairs on a circle at this τ, no loss is below {floor}.',

  low_see: 'The same start, with the temperature lowered from 0.2 to 0.07.',
  low_ask: 'Will all four pairs close up sooner?',
  low_yes: 'Yes, a lower τ pulls harder',
  low_no: 'No, a pair stays apart',
  low_was_no: 'The mean squared distance within a pair is still {now}; at τ = 0.2 it was {was}. '
    + 'At a low τ, a pair nearer than every negative is solved, and almost nothing pulls it on.',
  low_was_yes: 'The mean squared distance within a pair fell to {now}. From this start no negative '
    + 'stood in the way.',

  self_see: 'A common bug: each point is also compared with itself, which is always a perfect match.',
  self_ask: 'How low can the loss get now?',
  self_same: 'As low as before',
  self_stuck: 'To about 0.69',
  self_below: 'Below zero',
  self_was_stuck: 'It stops at {loss} nats, just above ln 2 = 0.693. The point itself ties with its '
    + 'positive, so each gets half the probability. The picture looks as good as before.',

  crowd_see: 'Sixteen pairs now share the circle.',
  crowd_ask: 'What would lower the loss more: training longer, or one more dimension?',
  crowd_longer: 'Training longer',
  crowd_dim: 'One more dimension',
  crowd_was_dim: 'The loss stands at {loss}, and its floor on a circle is {floor}: longer training '
    + 'cannot help. Neighbours on the circle are too close. On a sphere there is room: try it below.',
  crowd_was_longer: 'The loss is {loss} and its floor {floor}: it has not arrived yet.',

  tiny: 'Get the correct loss below 0.0001',
  fooled: 'Close up every pair, yet keep the loss above ln 2 with four pairs at τ = 0.2',
  minus: 'Make the loss negative',
  room: 'Get 16 pairs below a loss of 0.1',
};
