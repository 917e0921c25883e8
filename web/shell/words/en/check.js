export default {
  twoWays: '{label}: \u201c{given}\u201d could mean {decimal} or {plain}. Write one of these, '
    + 'without a comma',
  notNumber: '{label} must be a number, not \u201c{given}\u201d',
  thousands: '{label} must be a number, not \u201c{given}\u201d. Write nothing between its '
    + 'thousands',
  notChoice: '{label} cannot be \u201c{given}\u201d. Write one of these: {names}',
  only: '{label} can only be \u201c{choice}\u201d in this lab',
  notWhole: '{label} must be a whole number, not {given}',
  range: '{label} must be between {min} and {max}, not {given}',
  unknown: 'There is no setting \u201c{name}\u201d',
  unknownNear: 'There is no setting \u201c{name}\u201d, but there is \u201c{near}\u201d',
  twice: 'The setting \u201c{name}\u201d is given twice, once by its former name '
    + '\u201c{former}\u201d',
  both: '{first}. {second}',
};
