// The list of contents: sections, their sub-sections and their labs, in the order of the page.

const PART = /<section id="([\w-]+)"[^>]*>\s*<h2>([\s\S]*?)<\/h2>|<h3( id="([\w-]+)")?>([\s\S]*?)<\/h3>|<div class="breakout" id="([\w-]+)">[\s\S]*?<figcaption>\s*<strong>([\s\S]*?)[.]?<\/strong>/g;

const link = (id, text) => `<a href="#${id}">${text}</a>`;

/** @param {string} body the rendered article @param {number} sections how many it has */
export function contentsOf(body, sections) {
  const list = [];
  for (const [, section, title, , sub, heading, lab, name] of body.matchAll(PART)) {
    if (section) list.push({ head: link(section, title), parts: [] });
    else if (lab) list.at(-1).parts.push(`<li class="lab">${link(lab, `<span>Lab</span> ${name}`)}</li>`);
    else if (sub) list.at(-1).parts.push(`<li>${link(sub, heading)}</li>`);
    else throw new Error(`the sub-section "${heading}" has no id`);
  }
  if (list.length !== sections) throw new Error('a section lacks its id or its h2');
  const items = list.map(({ head, parts }) =>
    `<li>${head}${parts.length ? `<ol>${parts.join('')}</ol>` : ''}</li>`);
  return `<ol>${items.join('')}</ol>`;
}
