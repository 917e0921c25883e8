export default {
  none: 'No lab can run here: {problem}.',
  cannot: 'This lab cannot run here: {problem}.',
  unknown: 'There is no lab \u201c{name}\u201d. The labs are {labs}',
  other: 'The attribute \u201clanguage\u201d asks for \u201c{asked}\u201d, but this page already '
    + 'speaks \u201c{spoken}\u201d: all its labs speak one language',
  noLanguage: 'There is no language \u201c{asked}\u201d. The languages are {codes}',
};
