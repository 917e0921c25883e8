// The glossary: every term that the labs explain, in alphabetical order, from the same texts.
import { terms } from '../shell/terms/index.js';
import words from '../shell/words/en/terms.js';

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const link = (name) => `<a href="#term-${name}">${escape(words[name])}</a>`;

/** @param {string} name @param {string[]} related */
function entry(name, related) {
  const good = words[`${name}_good`];
  return `<dt id="term-${name}">${escape(words[name])}</dt><dd>${escape(words[`${name}_what`])}
<span class="term-more"><b>How it is computed:</b> ${escape(words[`${name}_how`])}</span>
${good ? `<span class="term-more"><b>What good looks like:</b> ${escape(good)}</span>` : ''}
<span class="term-more">See also ${related.map(link).join(', ')}.</span></dd>`;
}

export function glossary() {
  const names = Object.keys(terms).sort((a, b) => words[a].localeCompare(words[b], 'en'));
  return `<dl class="glossary">${names.map((name) => entry(name, terms[name])).join('\n')}</dl>`;
}
