export default { pace: { one: '{pace} step/s', other: '{pace} steps/s' } };
