// Keys for what a page or a lab stores in the browser. They name the page's folder, because one origin, or the
// files of one disk, may hold several copies of the page.

/** @param {string} name */
export const keyOf = (name) => `contrastive-lab:${new URL('.', document.baseURI).pathname}:${name}`;
