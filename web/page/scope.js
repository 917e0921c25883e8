// What the page keeps in the browser is of its own folder: on one origin, or among all files of a
// disk, there may be other copies of it.

/** @param {string} name */
export const keyOf = (name) => `contrastive-lab:${new URL('.', location.href).pathname}:${name}`;
