// Makes the addresses of scripts acceptable where a page or a worker requires Trusted Types: with a
// policy named contrastive-lab, which passes only addresses that this code has made itself.

/** @type {{ createScriptURL(address: string): any } | null} */
let policy = null;

/** @param {string | URL} address that of a script of the build @returns {string} */
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
