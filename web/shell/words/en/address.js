export default {
  percent: '\u201c{text}\u201d has a \u201c%\u201d that stands for no character',
  space: '\u201c{text}\u201d has a space before or after its name or value',
  noName: '\u201c{text}\u201d has no name before its \u201c=\u201d',
  noValue: 'The setting \u201c{name}\u201d has no value',
  twice: 'The setting \u201c{name}\u201d is given twice, as {first} and as {second}',
  labTwice: 'The address names this lab twice',
};
