// Addresses of scripts, as a page or a worker wants them that requires Trusted Types: through a
// policy of the name contrastive-lab, which hands out only what this code makes itself.

/** @type {{ createScriptURL(address: string): any } | null} */
let policy = null;

/** @param {string | URL} address of one of the build's own scripts @returns {string} */
export function scriptAddress(address) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (!trustedTypes) return String(address);
  try {
    policy ??= trustedTypes.createPolicy('contrastive-lab',
      { createScriptURL: (/** @type {string} */ text) => text });
  } catch (error) {
    throw new Error('this page\u2019s content security policy must allow the Trusted Types policy '
      + `it needs once (trusted-types contrastive-lab): ${/** @type {Error} */ (error).message}`);
  }
  return /** @type {NonNullable<typeof policy>} */ (policy).createScriptURL(String(address));
}
