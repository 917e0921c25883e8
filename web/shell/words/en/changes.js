export default {
  value: '{label}: {value}',
  list: '{list}; {value}',
  more: {
    one: '{list}; and {n} more setting with it',
    other: '{list}; and {n} more settings with it',
  },
  back: '{list}; all else as the lab opened',
};
