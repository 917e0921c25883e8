// Turns the address of embed.html into attributes of the element, and says what is wrong with it.

const VALUED = ['lab', 'lang', 'language', 'panels', 'controls', 'theme'];
/** The attribute of a name that may be shorter in an address. @type {Record<string, string>} */
const LONGER = { lang: 'language' };
const FLAGS = ['compact', 'autoplay'];
const THEMES = ['auto', 'light', 'dark', 'projector'];
const PARAMETER = /^[a-z][a-z0-9_]*$/;

/** @param {string} name @param {string} value @returns {string | null} the problem, in words */
function wrong(name, value) {
  if (name === 'theme' && !THEMES.includes(value))
    return `theme: "${value}" is not one of ${THEMES.join(', ')}`;
  if (FLAGS.includes(name) && !['', '1', 'true', '0', 'false'].includes(value))
    return `${name}: "${value}" is neither true nor false`;
  if (VALUED.includes(name) || FLAGS.includes(name)) return null;
  const other = !PARAMETER.test(name) || name in HTMLElement.prototype;
  return other ? `${name}: no such parameter` : null;
}

/** @param {string} search the query of a location */
export function query(search) {
  /** @type {Map<string, string>} */
  const attributes = new Map([['loading', 'eager']]);
  /** @type {Map<string, string>} */
  const params = new Map();
  const problems = [];
  for (const [name, value] of new URLSearchParams(search)) {
    const known = attributes.has(LONGER[name] ?? name) || params.has(name);
    const problem = known ? `${name} is asked for twice, and the first is taken`
      : wrong(name, value);
    if (problem) problems.push(problem);
    else if (FLAGS.includes(name)) {
      if (!['0', 'false'].includes(value)) attributes.set(name, '');
    } else (VALUED.includes(name) ? attributes : params).set(LONGER[name] ?? name, value);
  }
  return { attributes, params, problems };
}
