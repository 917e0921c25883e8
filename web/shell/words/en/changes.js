export default {
  value: '{label}: {value}',
  list: '{list}; {value}',
  more: {
    one: '{list}; and {n} more setting with it',
    other: '{list}; and {n} more settings with it',
  },
};
