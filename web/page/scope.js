// Keys for what the page stores in the browser. They name its folder, because one origin, or the
// files of one disk, may hold several copies of the page.

/** @param {string} name */
export const keyOf = (name) => `contrastive-lab:${new URL('.', location.href).pathname}:${name}`;
