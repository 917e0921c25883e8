// How long the arrows of the forces are drawn.

export const ARROW = 0.42; // radii: the longest arrow
const FORCE_LEAST = 0.05;  // a force too small to be drawn at full length

/** The canvas length of a force of 1, in radii: arrows keep one scale until the longest no longer
 *  fits or has shrunk to a stub. @param {number} scale so far @param {Float32Array} forces */
export function arrowScale(scale, forces) {
  let most = 0;
  for (let k = 0; k + 2 < forces.length; k += 3) {
    most = Math.max(most, Math.hypot(forces[k], forces[k + 1], forces[k + 2]));
  }
  const longest = most * scale;
  if (!(most > 0) || (longest <= ARROW && longest >= ARROW / 4)) return scale;
  return ARROW / Math.max(most * (longest > ARROW ? 1.2 : 1), FORCE_LEAST);
}
