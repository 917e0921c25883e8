export default {
  done: { one: '{n} run done', other: '{n} runs done' },
  stopped: {
    one: 'Stopped after {done} of {n} run; finished runs are kept',
    other: 'Stopped after {done} of {n} runs; finished runs are kept',
  },
};
