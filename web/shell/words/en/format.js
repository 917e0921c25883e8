export default {
  pace: { one: '{pace} step/s', other: '{pace} steps/s' },
  thousands: ',', // a language whose decimals follow a comma has a thin space, which cannot be misread
};
