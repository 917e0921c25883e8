export default {
  title: 'Which prototype does each drawing go to?',
  elsewhere: 'Prototypes are compared with embeddings after the head. Set \u201cShown and '
    + 'measured\u201d to \u201cafter the head\u201d to see the assignments.',
  soon: 'The assignments appear as soon as the engine is ready.',
  note: 'All {items} held-out drawings are divided among {count} prototypes. The fullest gets '
    + '{most} drawings, the emptiest {least}; an equal share would be {share}.',
  hint: 'Point at a cell to read it; click a row to pick its drawing.',
  total: 'Prototype {k}: {n} drawings in all.',
  cell: '{name}, prototype {k}: {share} of the drawing.',
  label: 'Assignments of {items} drawings to {count} prototypes. {round}. {note}',
  said: '{round}. {note}',
  equal: 'equal',
  share: 'share',
  slider: 'Sinkhorn iterations shown',
  choices: 'Iterations',
  none: 'None',
  more: 'One more',
  training: 'As in training: {count}',
  value: { one: '{n} iteration', other: '{n} iterations' },
  softmax: 'Softmax, not balanced',
  after: { one: 'After {n} iteration', other: 'After {n} iterations' },
};
