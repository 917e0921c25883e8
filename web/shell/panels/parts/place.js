// Where on a figure a pointer is. The page may scale a figure (transform: scale, zoom): its pixels
// then differ from those that events use.

/** The position in the element's own pixels, from its left and top edges.
 *  @param {Element} element without a border @param {{ clientX: number, clientY: number }} event */
export function placeOn(element, { clientX, clientY }) {
  const box = element.getBoundingClientRect();
  return {
    x: (clientX - box.left) * (element.clientWidth / box.width || 1),
    y: (clientY - box.top) * (element.clientHeight / box.height || 1),
  };
}
