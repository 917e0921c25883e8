// The scale of the arrows that show forces.

export const ARROW = 0.42; // length of the longest arrow, in radii
const FORCE_LEAST = 0.05;  // smaller forces are never drawn at full length

/** The length of the arrow for a force of 1, in radii: all arrows keep one scale until the longest
 *  no longer fits or has become a stub. @param {number} scale @param {Float32Array} forces */
export function arrowScale(scale, forces) {
  let most = 0;
  for (let k = 0; k + 2 < forces.length; k += 3) {
    most = Math.max(most, Math.hypot(forces[k], forces[k + 1], forces[k + 2]));
  }
  const longest = most * scale;
  if (!(most > 0) || (longest <= ARROW && longest >= ARROW / 4)) return scale;
  return ARROW / Math.max(most * (longest > ARROW ? 1.2 : 1), FORCE_LEAST);
}
